import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Row, Statements } from '../../../connectors/mysql/statements';
import { tableName } from '../../../model/quote';
import { beat } from '../../toolbox/heartbeat';
import { text } from '../source/fields';
import { builtVif, type NeutronObjects } from './built-vif';
import type { CacheChange } from './cache-changes';
import { asciiJson, vifsOf } from './fitted-cache';

/** Rows that are read at a time: one may hold many ports. */
const PAGE = 500;

/** By instance, the ports of it that Neutron has. */
function portsOfInstances(ports: readonly NetworkObject[]): ReadonlyMap<string, readonly NetworkObject[]> {
  const found = new Map<string, NetworkObject[]>();
  for (const port of ports) {
    if (!text(port['device_owner']).startsWith('compute:')) continue;
    const instance = text(port['device_id']);
    const others = found.get(instance);
    if (others === undefined) found.set(instance, [port]);
    else others.push(port);
  }
  return found;
}

/**
 * Caches of living instances that lack ports, with the text in which they have them: what they tell stays as it is and first. Fails where
 * a text is not what Nova writes.
 */
export async function incompleteCaches(
  on: Statements,
  nova: string,
  neutron: NeutronObjects,
  bridge: string,
): Promise<readonly CacheChange[]> {
  const ports = portsOfInstances(neutron.ports);
  const changes: CacheChange[] = [];
  for (let after = 0, read = 0; ;) {
    const rows = await on.rows(
      `SELECT c.id, c.instance_uuid, c.network_info FROM ${tableName(nova, 'instance_info_caches')} c
         JOIN ${tableName(nova, 'instances')} i ON i.uuid = c.instance_uuid AND i.deleted = 0
       WHERE c.deleted = 0 AND c.id > ? ORDER BY c.id LIMIT ${PAGE}`,
      [after],
    );
    for (const row of rows) {
      const cache = cacheOf(row);
      const vifs = vifsOf(cache);
      const known = new Set(vifs.map(({ id }) => text(id)));
      const missing = (ports.get(cache.instance) ?? []).filter(({ id }) => !known.has(id));
      if (missing.length === 0) continue;
      const ordered = await inOrder(on, nova, cache.instance, missing);
      const now = asciiJson([...vifs, ...ordered.map((port) => builtVif(port, neutron, bridge))]);
      changes.push({ id: cache.id, instance: cache.instance, old: cache.info, now });
    }
    if (rows.length < PAGE) return changes;
    after = Number(rows.at(-1)?.['id']);
    beat({ caches: (read += rows.length) });
  }
}

function cacheOf(row: Row): { readonly id: number; readonly instance: string; readonly info: string } {
  return { id: Number(row['id']), instance: text(row['instance_uuid']), info: text(row['network_info']) };
}

/** As the instance got them: the guest counts its cards so. Nova keeps a row for each, the port's id as its own. */
async function inOrder(
  on: Statements,
  nova: string,
  instance: string,
  ports: readonly NetworkObject[],
): Promise<readonly NetworkObject[]> {
  const rows = await on.rows(
    `SELECT uuid FROM ${tableName(nova, 'virtual_interfaces')} WHERE instance_uuid = ? AND deleted = 0 ORDER BY id`,
    [instance],
  );
  const places = new Map(rows.map((row, i) => [text(row['uuid']), i]));
  const placeOf = ({ id }: NetworkObject): number => places.get(id) ?? rows.length;
  return ports.toSorted((one, other) => placeOf(one) - placeOf(other) || one.id.localeCompare(other.id));
}
