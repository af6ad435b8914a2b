import { ApiError } from '../../connectors/openstack/api-error';
import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { Row, Statements } from '../../connectors/mysql/statements';
import { table } from '../../connectors/mysql/table';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import { tableName } from '../../model/quote';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { deleteFloatingIps, findFloatingIp } from './target/delete-floating-ips';
import { DrawnIds } from './target/drawn-ids';
import { recordList } from './target/ensure-objects';
import { readNetwork } from './source/read-liberty';
import { changesOf } from './reconcile/changes';
import { refuseForeign } from './reconcile/foreign';
import { readClaims } from './target/claims';
import { readTarget } from './target/read-target';
import { forgetComparison, untilSettled } from './target/recorded-proof';
import { text } from './source/fields';
import { wantedFloatingIps } from './wanted/routers';

interface PortRow {
  readonly id: string;
  readonly device_id: string;
}

/**
 * Floating IPs with their addresses and ports, where `network.create` asks for them. Neutron draws the ids of a floating IP
 * and of its port itself: both get the ids that they had, and the port its MAC.
 */
export const ensureFloatingIps = defineStep({
  name: 'ensureFloatingIps',
  once: 'never',
  undo: deleteFloatingIps,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureAllFloatingIps(deps, access, input), { evenUnchanged: true });
  },
});

async function ensureAllFloatingIps(deps: Dependencies, access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session, target } = access;
  const { create, atOnce } = definition.network;
  const schema = definition.target.databases.neutron;
  const rows = await readNetwork(access);
  const wanted = wantedFloatingIps(rows, create);
  if (wanted.length === 0) return { changed: false, summary: 'No floating IPs to be created.', unasked: true };
  const api = new NetworkApi(session);
  const before = await presentByPlace(target, schema);
  const missing = wanted.filter((floating) => !before.has(placeOf(floating)));
  if (missing.length > 0) await forgetComparison(ledger, input.run);
  await recordList(ledger, input, deleteFloatingIps, {
    items: missing.map((floating) => placeOf(floating)),
    itemsOf: ({ places }) => places,
    detailOf: (places) => ({ places }),
  });
  await inParallel(missing, atOnce, (floating) => createAt(api, floating));

  const database = await deps.databases.of(definition.target.server);
  const ids = await DrawnIds.of(database, schema, 'floatingips');
  const ports = await DrawnIds.of(database, schema, 'ports');
  const portOf = new Map(rows.ports.map((row) => [text(row['id']), row]));
  const oldPort = new Map(rows.floatingIps.map((row) => [text(row['id']), text(row['floating_port_id'])]));
  const now = await presentByPlace(target, schema);
  let renamed = 0;
  for (const floating of wanted) {
    const found = now.get(placeOf(floating));
    if (found === undefined) continue;
    const port = portOf.get(oldPort.get(floating.id) ?? '');
    const drawn = text(found['floating_port_id']);
    if (port !== undefined && drawn !== port['id'])
      await ports.replace(drawn, text(port['id']), { mac_address: text(port['mac_address']) });
    if (found['id'] !== floating.id) await ids.replace(text(found['id']), floating.id);
    if (found['device_id'] !== floating.id)
      await target.run(
        table<PortRow>(schema, 'ports')
          .where({ id: text(port?.['id'] ?? drawn) })
          .update({ device_id: floating.id }),
      );
    if (found['id'] !== floating.id || found['device_id'] !== floating.id) renamed++;
  }
  const joined = await ensureAttached(access, input, wanted);
  return {
    changed: missing.length + renamed + joined > 0,
    summary: `${pluralize(wanted.length, 'floating IP')}, ${missing.length} of them created now, ${joined} attached otherwise.`,
  };
}

/** Attaches floating IPs of ours to the ports of the old side; how many there were. */
async function ensureAttached(access: Access, input: StepInput, wanted: readonly NetworkObject[]): Promise<number> {
  const { ledger, session } = access;
  const api = new NetworkApi(session);
  const present = wantedFloatingIps(await readTarget(access), ['floatingIps']);
  const { changed } = changesOf('floatingip', wanted, present);
  const claims = await readClaims(ledger, input.run.cluster);
  // They are claimed by their places, which an id of the old side stands for here.
  const ours = new Set(wanted.filter((floating) => claims.has(placeOf(floating))).map(({ id }) => id));
  refuseForeign('floatingip', changed, ours);
  // The router follows from the port.
  for (const { wanted: floating } of changed)
    await api.update('floatingip', floating.id, {
      port_id: floating['port_id'] ?? null,
      ...(floating['fixed_ip_address'] === null ? {} : { fixed_ip_address: floating['fixed_ip_address'] ?? null }),
    });
  return changed.length;
}

/** What a floating IP is known by before it has its id: its network and its address in there. */
function placeOf(floating: Readonly<Record<string, unknown>>): string {
  return `${String(floating['floating_network_id'])} ${String(floating['floating_ip_address'])}`;
}

async function presentByPlace(target: Statements, schema: string): Promise<ReadonlyMap<string, Row>> {
  const rows = await target.rows(
    `SELECT f.id, f.floating_network_id, f.floating_ip_address, f.floating_port_id, p.device_id
     FROM ${tableName(schema, 'floatingips')} f JOIN ${tableName(schema, 'ports')} p ON p.id = f.floating_port_id`,
  );
  return new Map(rows.map((row) => [placeOf(row), row]));
}

/** A POST whose answer was lost is recognised by the address, which Neutron gives to one only. */
async function createAt(api: NetworkApi, wanted: NetworkObject): Promise<void> {
  const { id: _drawnByNeutron, router_id: _followsFromThePort, ...fields } = wanted;
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  try {
    await api.create('floatingip', Object.fromEntries(given));
  } catch (error) {
    if (!(error instanceof ApiError) || (await findFloatingIp(api, placeOf(wanted))) === undefined) throw error;
  }
}
