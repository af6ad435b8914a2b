import type { Database } from '../../../connectors/mysql/database';
import type { Statements } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import type { TableMapping } from '../../../model/mapping';
import { identifier, tableName } from '../../../model/quote';
import { foreignKeysOf } from './foreign-keys';
import { runAlone } from './run-alone';

/** The number that the next row would get; null for a table that counts nothing. */
export async function readAutoIncrement(on: Statements, schema: string, table: string): Promise<string | null> {
  const sql = 'SELECT AUTO_INCREMENT AS next FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';
  const [row] = await on.rows(sql, [schema, table]);
  return row?.['next']?.toString() ?? null;
}

/** The server takes the highest row's number instead where that is higher. */
export async function setAutoIncrement(on: Database, table: string, next: string): Promise<void> {
  if (!/^\d+$/.test(next)) throw new Error(`${next} is not a number for AUTO_INCREMENT`);
  await runAlone(on, `ALTER TABLE ${table} AUTO_INCREMENT = ${next}`);
}

/** Rows `t` that would be in the way, in a sentence: all but those that the release itself puts into a fresh database. */
export async function findForeignRows(
  on: Statements,
  target: string,
  { key: name = 'id', builtIn = 'FALSE' }: Pick<TableMapping, 'key' | 'builtIn'>,
  where = 'TRUE',
): Promise<string | undefined> {
  const key = identifier(name);
  const [row] = await on.rows(
    `SELECT COUNT(*) AS n, MIN(t.${key}) AS example FROM ${target} t WHERE ${where} AND NOT (${builtIn})`,
  );
  const count = Number(row?.['n']);
  if (count === 0) return undefined;
  const example = row?.['example']?.toString() ?? '';
  return `${target} has ${pluralize(count, 'row')} that StackLeap did not put there, for example ${key} ${example}.`;
}

/** SQL that is true of the rows that are meant; `row` is a row's alias. */
export type Condition = (row: string) => string;

/** Deletes what refers to rows that are meant, in their schema: Stein's own services may have attached some since. */
export async function deleteDependents(
  on: Statements,
  schema: string,
  table: string,
  meant: Condition,
  above: readonly string[] = [],
): Promise<void> {
  const parent = `p${above.length}`;
  for (const { child, key } of await foreignKeysOf(on, schema, table)) {
    if (key.table !== table || child === table || above.includes(child)) continue;
    const ofMeant: Condition = (row) => {
      const same = key.columns.map(
        (name, i) => `${row}.${identifier(name)} = ${parent}.${identifier(key.referenced[i] ?? '')}`,
      );
      const from = `${tableName(schema, table)} ${parent}`;
      return `EXISTS (SELECT 1 FROM ${from} WHERE ${same.join(' AND ')} AND ${meant(parent)})`;
    };
    await deleteWithDependents(on, schema, child, ofMeant, [...above, table]);
  }
}

/** Deletes rows, and before them what refers to them. How many of the table itself. */
export async function deleteWithDependents(
  on: Statements,
  schema: string,
  table: string,
  meant: Condition,
  above: readonly string[] = [],
): Promise<number> {
  await deleteDependents(on, schema, table, meant, above);
  const name = tableName(schema, table);
  return on.run(`DELETE FROM ${name} WHERE ${meant(name)}`);
}
