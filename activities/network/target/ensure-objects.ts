import { ApiError } from '../../../connectors/openstack/api-error';
import type { NetworkApi, NetworkObject, NetworkResource } from '../../../connectors/openstack/network-api';
import type { Ledger } from '../../../model/ledger';
import type { StepInput } from '../../../model/run';
import type { UndoRecord } from '../../define/undo';
import { inParallel } from '../../toolbox/in-parallel';
import { deleteNetworkObjects } from './undo-objects';

/** Lists that Neutron takes amiss when they are given without an entry. */
const NOT_EMPTY = new Set(['allowed_address_pairs', 'extra_dhcp_opts']);

/**
 * Looks for an object, and creates it with its own id when there is none. Neutron tries a second POST with the same id
 * again for minutes before it fails, so that the look comes first; a POST whose answer was lost is recognised afterwards.
 * Who has just looked, and knows that nobody else is at work, says so by `look: false`.
 */
export async function createOnce(
  api: NetworkApi,
  resource: NetworkResource,
  wanted: NetworkObject,
  { look = true }: { readonly look?: boolean } = {},
): Promise<NetworkObject> {
  const found = look ? await api.find(resource, wanted.id) : undefined;
  if (found !== undefined) return found;
  const given = Object.entries(wanted).filter(([field, value]) => !(NOT_EMPTY.has(field) && isEmpty(value)));
  try {
    return await api.create(resource, Object.fromEntries(given));
  } catch (error) {
    const created = error instanceof ApiError ? await api.find(resource, wanted.id) : undefined;
    if (created !== undefined) return created;
    throw error;
  }
}

export function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Those of the wanted objects that Neutron lacks. */
export async function missingOf<T extends { readonly id: string }>(
  api: NetworkApi,
  resource: NetworkResource,
  wanted: readonly T[],
): Promise<T[]> {
  const present = new Set((await api.list(resource, { fields: 'id' })).map(({ id }) => id));
  return wanted.filter(({ id }) => !present.has(id));
}

/** Records what undoes the creation of these objects; to be called before the first of them is made. */
export async function recordCreation(
  ledger: Ledger,
  input: StepInput,
  resource: NetworkResource,
  missing: readonly { readonly id: string }[],
): Promise<void> {
  await recordList(ledger, input, deleteNetworkObjects, {
    items: missing.map(({ id }) => id),
    itemsOf: ({ ids }) => ids,
    detailOf: (ids) => ({ resource, ids }),
  });
}

/** Records an undo that goes through a list: what a later attempt adds is appended to what stands. */
export async function recordList<Detail>(
  ledger: Ledger,
  input: StepInput,
  undo: UndoRecord<Detail>,
  {
    items,
    itemsOf,
    detailOf,
  }: {
    readonly items: readonly string[];
    readonly itemsOf: (detail: Detail) => readonly string[];
    readonly detailOf: (items: readonly string[]) => Detail;
  },
): Promise<void> {
  if (items.length === 0) return;
  const standing = itemsOf(await undo.record(ledger, input, detailOf(items)));
  const all = [...new Set([...standing, ...items])];
  if (all.length > standing.length) await undo.amend(ledger, input, detailOf(all));
}

/** Whether an earlier attempt of the step has begun: a request of it may still be under way in Neutron. */
export async function hasBegun(ledger: Ledger, { run, step }: StepInput): Promise<boolean> {
  return (await ledger.readUndo(run.cluster, step)) !== undefined;
}

/** Creates what is missing of one kind of object, `atOnce` at a time; returns how many there were. */
export async function ensureObjects(
  { api, ledger, atOnce }: { readonly api: NetworkApi; readonly ledger: Ledger; readonly atOnce: number },
  input: StepInput,
  resource: NetworkResource,
  wanted: readonly NetworkObject[],
): Promise<number> {
  const look = await hasBegun(ledger, input);
  const missing = await missingOf(api, resource, wanted);
  await recordCreation(ledger, input, resource, missing);
  await inParallel(missing, atOnce, (object) => createOnce(api, resource, object, { look }));
  return missing.length;
}
