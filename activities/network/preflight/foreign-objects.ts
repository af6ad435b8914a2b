import type { Blocker } from '../../../model/blocker';
import { tableName } from '../../../model/quote';
import type { Access } from '../../toolbox/access';
import { listFirst } from '../../../model/list-first';
import { text } from '../source/fields';
import { readClaims } from '../target/claims';

/** What stands in the new Neutron that no step of ours has made. By SQL: a listing by API would make a default group. */
export async function foreignObjects({ definition, ledger, target }: Access): Promise<Blocker[]> {
  const { name } = definition;
  const claimed = await readClaims(ledger, name);
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
