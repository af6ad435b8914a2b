import type { Statements } from '../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';

/** The database's clock, in UTC as OpenStack's services write it: the yardstick for what tenants wrote. */
export async function databaseNow(on: Statements): Promise<string> {
  const [row] = await on.rows('SELECT UTC_TIMESTAMP() AS now');
  return String(row?.['now']);
}

/**
 * What was written in the new cluster since a moment of the database's clock, one sentence per table. What a service
 * writes by itself is left out: only tables that change with a request of a tenant are looked at.
 */
export async function tenantWrites(on: Statements, definition: ClusterDefinition, since: string): Promise<string[]> {
  const { nova, neutron, cinder, glance } = definition.target.databases;
  const found = await Promise.all(
    [
      { what: 'server actions', table: `${identifier(nova)}.instance_actions`, column: 'created_at' },
      { what: 'servers', table: `${identifier(nova)}.instances`, column: 'created_at' },
      { what: 'network objects', table: `${identifier(neutron)}.standardattributes`, column: 'created_at' },
      { what: 'network objects changed', table: `${identifier(neutron)}.standardattributes`, column: 'updated_at' },
      { what: 'volumes', table: `${identifier(cinder)}.volumes`, column: 'created_at' },
      { what: 'volumes changed', table: `${identifier(cinder)}.volumes`, column: 'updated_at' },
      { what: 'images', table: `${identifier(glance)}.images`, column: 'created_at' },
      { what: 'images changed', table: `${identifier(glance)}.images`, column: 'updated_at' },
    ].map(async ({ what, table, column }) => {
      // Seconds are the columns' grain: what was written in the second of the opening counts as a tenant's.
      const [row] = await on.rows(`SELECT COUNT(*) AS n, MAX(${column}) AS newest FROM ${table} WHERE ${column} >= ?`, [
        since,
      ]);
      return Number(row?.['n']) > 0 ? `${String(row?.['n'])} ${what}, the newest at ${String(row?.['newest'])}` : '';
    }),
  );
  return found.filter((sentence) => sentence !== '');
}
