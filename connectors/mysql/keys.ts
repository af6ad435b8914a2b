import type { ForeignKey, Key, TableKeys } from '../../model/tables/columns';
import type { Row, Statements } from './statements';

/** The keys of a schema's tables, or of one of them, by table; tables without any are left out. */
export async function readKeys(on: Statements, schema: string, only?: string): Promise<ReadonlyMap<string, TableKeys>> {
  const rows = await on.rows(
    `SELECT k.TABLE_NAME t, k.CONSTRAINT_NAME name, k.COLUMN_NAME col, k.REFERENCED_TABLE_NAME refTable,
       k.REFERENCED_TABLE_SCHEMA refSchema, k.REFERENCED_COLUMN_NAME refColumn
     FROM information_schema.KEY_COLUMN_USAGE k
     WHERE k.TABLE_SCHEMA = ? ${only === undefined ? '' : 'AND k.TABLE_NAME = ?'}
     ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
    only === undefined ? [schema] : [schema, only],
  );
  const rules = await readRules(on, schema, only);
  const tables = new Map<string, { unique: Key[]; foreign: ForeignKey[] }>();
  const grouped = groupBy(rows, (row) => JSON.stringify([row['t'], row['name']]));
  for (const parts of grouped.values()) {
    const [first] = parts;
    if (first === undefined) continue;
    const table = String(first['t']);
    const keys = tables.get(table) ?? { unique: [], foreign: [] };
    tables.set(table, keys);
    const name = String(first['name']);
    const columns = parts.map((row) => String(row['col']));
    if (first['refTable'] === null) keys.unique.push({ name, columns });
    else {
      const referenced = parts.map((row) => String(row['refColumn']));
      keys.foreign.push({
        name,
        columns,
        schema: String(first['refSchema']),
        table: String(first['refTable']),
        referenced,
        onDelete: String(rules.get(JSON.stringify([table, name]))?.['onDelete']),
        onUpdate: String(rules.get(JSON.stringify([table, name]))?.['onUpdate']),
      });
    }
  }
  return tables;
}

/** What becomes of children, by table and name of the foreign key. */
async function readRules(on: Statements, schema: string, only?: string): Promise<ReadonlyMap<string, Row>> {
  const rows = await on.rows(
    `SELECT TABLE_NAME t, CONSTRAINT_NAME name, DELETE_RULE onDelete, UPDATE_RULE onUpdate
     FROM information_schema.REFERENTIAL_CONSTRAINTS
     WHERE CONSTRAINT_SCHEMA = ? ${only === undefined ? '' : 'AND TABLE_NAME = ?'}`,
    only === undefined ? [schema] : [schema, only],
  );
  return new Map(rows.map((row) => [JSON.stringify([row['t'], row['name']]), row]));
}

/** Map.groupBy comes with Node 21 only. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
