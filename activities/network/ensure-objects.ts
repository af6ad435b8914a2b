import { ApiError } from '../../connectors/openstack/api-error';
import type { NetworkApi, NetworkObject, NetworkResource } from '../../connectors/openstack/network-api';
import type { Ledger } from '../../model/ledger';
import type { StepInput } from '../../model/run';
import { inParallel } from '../services/in-parallel';

/** How many requests are under way at once: neutron-server has a handful of processes. */
export const AT_ONCE = 8;

/** Lists that Neutron takes amiss when they are given without an entry. */
const NOT_EMPTY = new Set(['allocation_pools', 'allowed_address_pairs', 'extra_dhcp_opts']);

/**
 * Looks for an object, and creates it with its own id when there is none. Neutron tries a second POST with the same id
 * again for minutes before it fails, so that the look comes first; a POST whose answer was lost is recognised afterwards.
 */
export async function createOnce(
  api: NetworkApi,
  resource: NetworkResource,
  wanted: NetworkObject,
): Promise<NetworkObject> {
  const found = await api.find(resource, wanted.id);
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

function isEmpty(value: unknown): boolean {
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
  if (missing.length === 0) return;
  const ids = missing.map(({ id }) => id);
  const standing = (await ledger.recordUndo(input, 'deleteNetworkObjects', { resource, ids }))['ids'] as string[];
  const all = [...new Set([...standing, ...ids])];
  if (all.length > standing.length) await ledger.amendUndo(input, { resource, ids: all });
}

/** Creates what is missing of one kind of object; returns how many there were. */
export async function ensureObjects(
  api: NetworkApi,
  ledger: Ledger,
  input: StepInput,
  resource: NetworkResource,
  wanted: readonly NetworkObject[],
): Promise<number> {
  const missing = await missingOf(api, resource, wanted);
  await recordCreation(ledger, input, resource, missing);
  await inParallel(missing, AT_ONCE, (object) => createOnce(api, resource, object));
  return missing.length;
}
