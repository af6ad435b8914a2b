import type { Check } from '../../model/tables/columns';
import type { Statements } from './statements';

/** The CHECKs of a schema's tables, by table; none from a server that does not enforce them. */
export async function readChecks(on: Statements, schema: string): Promise<ReadonlyMap<string, readonly Check[]>> {
  const columns = await on.rows(
    `SELECT COLUMN_NAME name FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'CHECK_CONSTRAINTS'`,
  );
  const has = new Set(columns.map((row) => String(row['name']).toUpperCase()));
  if (has.size === 0) return new Map();
  // MySQL keeps the table's name elsewhere.
  const sql = has.has('TABLE_NAME')
    ? 'SELECT TABLE_NAME t, CHECK_CLAUSE clause FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?'
    : `SELECT t.TABLE_NAME t, c.CHECK_CLAUSE clause FROM information_schema.CHECK_CONSTRAINTS c
       JOIN information_schema.TABLE_CONSTRAINTS t
         ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
       WHERE c.CONSTRAINT_SCHEMA = ? AND t.ENFORCED = 'YES'`;
  const tables = new Map<string, Check[]>();
  for (const row of await on.rows(sql, [schema])) {
    const table = String(row['t']);
    tables.set(table, [...(tables.get(table) ?? []), { clause: String(row['clause']) }]);
  }
  return tables;
}
