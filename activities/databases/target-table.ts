import type { Statements } from '../../connectors/mysql/database';
import { readKeys } from '../../connectors/mysql/keys';
import type { ForeignKey } from '../../model/columns';
import { identifier, tableName } from '../../model/quote';
import type { AlignedTable } from './aligned-table';

/** The number that the next row would get; null for a table that counts nothing. */
export async function readAutoIncrement(on: Statements, schema: string, table: string): Promise<string | null> {
  const sql = 'SELECT AUTO_INCREMENT AS next FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';
  const [row] = await on.rows(sql, [schema, table]);
  return row?.['next']?.toString() ?? null;
}

/** The server takes the highest row's number instead where that is higher. */
export async function setAutoIncrement(on: Statements, table: string, next: string): Promise<void> {
  if (!/^\d+$/.test(next)) throw new Error(`${next} is no number for AUTO_INCREMENT`);
  await on.run(`ALTER TABLE ${table} AUTO_INCREMENT = ${next}`);
}

/** Rows that would be in the way: all but those that the release itself puts into a fresh database. */
export async function countStrangers(on: Statements, { mapping, target }: AlignedTable): Promise<number> {
  const [row] = await on.rows(`SELECT COUNT(*) AS n FROM ${target} t WHERE NOT (${mapping.seeded ?? 'FALSE'})`);
  return Number(row?.['n']);
}

/** Foreign keys of the target's schema that point at a table. */
export async function foreignKeysTo(
  on: Statements,
  schema: string,
  table: string,
): Promise<{ readonly child: string; readonly key: ForeignKey }[]> {
  const keys = await readKeys(on, schema);
  return [...keys].flatMap(([child, { foreign }]) =>
    foreign.filter((key) => key.table === table).map((key) => ({ child, key })),
  );
}

/** SQL that is true of the rows that are meant; `row` is a row's alias. */
export type Condition = (row: string) => string;

/** Deletes rows of the target, and before them what refers to them: Stein's own services may have attached some since. */
export async function deleteWithDependents(
  on: Statements,
  schema: string,
  table: string,
  meant: Condition,
  above: readonly string[] = [],
): Promise<number> {
  const parent = `p${above.length}`;
  for (const { child, key } of await foreignKeysTo(on, schema, table)) {
    if (child === table || above.includes(child)) continue;
    const ofMeant: Condition = (row) => {
      const same = key.columns.map(
        (name, i) => `${row}.${identifier(name)} = ${parent}.${identifier(key.referenced[i] ?? '')}`,
      );
      const from = `${tableName(schema, table)} ${parent}`;
      return `EXISTS (SELECT 1 FROM ${from} WHERE ${same.join(' AND ')} AND ${meant(parent)})`;
    };
    await deleteWithDependents(on, schema, child, ofMeant, [...above, table]);
  }
  const name = tableName(schema, table);
  return on.run(`DELETE FROM ${name} WHERE ${meant(name)}`);
}

/** Rows of a table that refers to itself come and go in any order: the key is looked at afterwards, on the whole. */
export async function withoutOrder(
  on: Statements,
  { mapping, places, target }: AlignedTable,
  work: () => Promise<number>,
): Promise<number> {
  const { database, table } = mapping.to;
  const own = (await readKeys(on, places.target[database], table)).get(table)?.foreign ?? [];
  const keys = own.filter((key) => key.table === table);
  if (keys.length === 0) return work();
  await on.run('SET SESSION foreign_key_checks = 0');
  const rows = await work();
  await on.run('SET SESSION foreign_key_checks = 1');
  for (const { columns, referenced, name } of keys) {
    const same = columns.map((column, i) => `t.${identifier(column)} = p.${identifier(referenced[i] ?? '')}`);
    const set = columns.map((column) => `t.${identifier(column)} IS NOT NULL`);
    const [row] = await on.rows(
      `SELECT COUNT(*) AS n FROM ${target} t WHERE ${set.join(' AND ')} AND NOT EXISTS
         (SELECT 1 FROM ${target} p WHERE ${same.join(' AND ')})`,
    );
    if (Number(row?.['n']) > 0) throw new Error(`${target}: ${String(row?.['n'])} rows refer to none (${name})`);
  }
  return rows;
}
