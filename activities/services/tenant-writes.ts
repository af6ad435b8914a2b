import type { Statements } from '../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../model/cluster';
import { tableName } from '../../model/quote';

/** The database's clock, in UTC as OpenStack's services write it: the yardstick for what tenants wrote. */
export async function databaseNow(on: Statements): Promise<string> {
  const [row] = await on.rows('SELECT UTC_TIMESTAMP() AS now');
  return String(row?.['now']);
}

/** Ports that agents make for themselves. */
export const BY_AGENTS = "device_owner LIKE 'network:%'";

/**
 * What was written in the new cluster since a moment of the database's clock, one sentence per table. What a service
 * writes by itself is left out: only tables that change with a request of a tenant are looked at. Agents change the rows of ports as
 * hypervisors have their turns: `changedPorts` compares what tenants give these.
 */
export async function tenantWrites(on: Statements, definition: ClusterDefinition, since: string): Promise<string[]> {
  const { nova, neutron, cinder, glance } = definition.target.databases;
  const attributes = tableName(neutron, 'standardattributes');
  const byAgents = `id IN (SELECT standard_attr_id FROM ${tableName(neutron, 'ports')} WHERE ${BY_AGENTS})`;
  const found = await Promise.all(
    [
      { what: 'server actions', table: tableName(nova, 'instance_actions'), column: 'created_at' },
      { what: 'servers', table: tableName(nova, 'instances'), column: 'created_at' },
      { what: 'network objects', table: attributes, column: 'created_at', except: byAgents },
      { what: 'network objects changed', table: attributes, column: 'updated_at', except: "resource_type = 'ports'" },
      { what: 'volumes', table: tableName(cinder, 'volumes'), column: 'created_at' },
      { what: 'volumes changed', table: tableName(cinder, 'volumes'), column: 'updated_at' },
      { what: 'images', table: tableName(glance, 'images'), column: 'created_at' },
      { what: 'images changed', table: tableName(glance, 'images'), column: 'updated_at' },
    ].map(async ({ what, table, column, except }) => {
      // Seconds are the columns' grain: what was written in the second of the opening counts as a tenant's.
      const [row] = await on.rows(
        `SELECT COUNT(*) AS n, MAX(${column}) AS newest FROM ${table} WHERE ${column} >= ?${except === undefined ? '' : ` AND NOT ${except}`}`,
        [since],
      );
      return Number(row?.['n']) > 0 ? `${String(row?.['n'])} ${what}, the newest at ${String(row?.['newest'])}` : '';
    }),
  );
  return found.filter((sentence) => sentence !== '');
}
