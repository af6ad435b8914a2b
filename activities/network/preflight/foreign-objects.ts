import type { Blocker } from '../../../model/blocker';
import type { UndoEntry } from '../../../model/ledger';
import { tableName } from '../../../model/quote';
import type { Access } from '../../toolbox/access';
import { listFirst } from '../../../model/list-first';
import { text } from '../source/fields';
import { deleteFloatingIps } from '../target/delete-floating-ips';
import { deleteRouters } from '../target/delete-routers';
import { restoreSecurityGroups } from '../target/restore-security-groups';
import { deleteNetworkObjects } from '../target/undo-objects';

/** What stands in the new Neutron that no step of ours has made. By SQL: a listing by API would make a default group. */
export async function foreignObjects({ definition, ledger, target }: Access): Promise<Blocker[]> {
  const { name } = definition;
  const undos = await ledger.readUndos(name, { limit: 100, phases: ['network'] });
  const claimed = claimedBy(undos);
  const table = (of: string): string => tableName(definition.target.databases.neutron, of);
  const found = await target.rows(
    `SELECT 'network' AS kind, id, '' AS owner FROM ${table('networks')}
     UNION ALL SELECT 'subnet', id, '' FROM ${table('subnets')}
     UNION ALL SELECT 'port', id, device_id FROM ${table('ports')}
     UNION ALL SELECT 'router', id, '' FROM ${table('routers')}
     UNION ALL SELECT 'floating ip', id, CONCAT(floating_network_id, ' ', floating_ip_address)
       FROM ${table('floatingips')}
     UNION ALL SELECT 'security group', id, '' FROM ${table('securitygroups')}
       WHERE id NOT IN (SELECT security_group_id FROM ${table('default_security_group')})`,
  );
  // Neutron makes the ports of routers and floating IPs itself: they are ours when these are.
  const ours = new Set([
    ...claimed,
    ...found.filter((row) => claimed.has(text(row['owner']))).map((row) => text(row['id'])),
  ]);
  const foreign = found.filter((row) => !ours.has(text(row['id'])) && !ours.has(text(row['owner'])));
  if (foreign.length === 0) return [];
  const things = foreign.map((row) => `${text(row['kind'])} ${text(row['id'])}`);
  const message = `The new Neutron has ${foreign.length} objects that are not ours: ${listFirst(things)}.`;
  return [{ type: 'TargetNotClean', message }];
}

/** What stands in the undos of steps that create: ids, and of floating IPs their places. */
function claimedBy(undos: readonly UndoEntry[]): ReadonlySet<string> {
  return new Set([
    ...deleteNetworkObjects.detailsOf(undos).flatMap(({ ids }) => ids),
    ...restoreSecurityGroups.detailsOf(undos).flatMap(({ groups }) => groups),
    ...deleteRouters.detailsOf(undos).flatMap(({ ids }) => ids),
    ...deleteFloatingIps.detailsOf(undos).flatMap(({ places }) => places),
  ]);
}
