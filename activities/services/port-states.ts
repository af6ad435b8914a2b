import type { Statements } from '../../connectors/mysql/statements';
import { listFirst } from '../../model/list-first';
import type { ClusterDefinition } from '../../model/cluster';
import { pluralize } from '../../model/pluralize';
import { tableName } from '../../model/quote';
import { BY_AGENTS } from './tenant-writes';

/** Port id → a digest of what its tenant gives it. Its state and its binding, which agents change, are not in it. */
export type PortStates = Readonly<Record<string, string>>;

/** Reads the new Neutron's ports, but for those that agents make for themselves. */
export async function readPortStates(
  on: Statements,
  { target }: Pick<ClusterDefinition, 'target'>,
): Promise<PortStates> {
  const { neutron } = target.databases;
  const listOf = (table: string, columns: string): string =>
    `(SELECT GROUP_CONCAT(${columns} ORDER BY ${columns}) FROM ${tableName(neutron, table)} x WHERE x.port_id = p.id)`;
  const rows = await on.rows(
    `SELECT p.id, MD5(CONCAT_WS('|', p.name, p.admin_state_up, p.mac_address, p.device_id, p.device_owner,
        ${listOf('ipallocations', 'x.ip_address')}, ${listOf('securitygroupportbindings', 'x.security_group_id')},
        ${listOf('allowedaddresspairs', 'x.ip_address')})) AS state
       FROM ${tableName(neutron, 'ports')} p WHERE NOT p.${BY_AGENTS}`,
  );
  return Object.fromEntries(rows.map((row) => [String(row['id']), String(row['state'])]));
}

/** Ports that are gone or otherwise, as a sentence; undefined where all are as they were. New ones are counted as objects that were made. */
export function changedPorts(before: PortStates, now: PortStates): string | undefined {
  const changed = Object.keys(before).filter((id) => before[id] !== now[id]);
  return changed.length === 0
    ? undefined
    : `${pluralize(changed.length, 'port')} changed or deleted: ${listFirst(changed)}`;
}
