import type { Statements } from '../../../connectors/mysql/statements';
import { readKeys } from '../../../connectors/mysql/keys';
import type { ForeignKey } from '../../../model/tables/columns';
import { identifier, tableName } from '../../../model/quote';

/** A foreign key with the table that it belongs to. */
export interface OwnedKey {
  readonly child: string;
  readonly key: ForeignKey;
}

/** A table's own foreign keys, and those of its schema that point at it. */
export async function foreignKeysOf(on: Statements, schema: string, table: string): Promise<OwnedKey[]> {
  const all = await readKeys(on, schema);
  return [...all].flatMap(([child, { foreign }]) =>
    foreign
      .filter((key) => child === table || (key.schema === schema && key.table === table))
      .map((key) => ({ child, key })),
  );
}

/**
 * Makes foreign keys as they are wanted. With the checks off the server only notes them, however big the tables are; a table
 * that was renamed has taken the keys that pointed at it along.
 */
export async function restoreForeignKeys(on: Statements, schema: string, wanted: readonly OwnedKey[]): Promise<void> {
  const present = await readKeys(on, schema);
  await on.run('SET SESSION foreign_key_checks = 0');
  for (const { child, key } of wanted) {
    const there = present.get(child)?.foreign.find(({ name }) => name === key.name);
    if (JSON.stringify(there) === JSON.stringify(key)) continue;
    const table = tableName(schema, child);
    if (there !== undefined) await on.run(`ALTER TABLE ${table} DROP FOREIGN KEY ${identifier(key.name)}`);
    await on.run(`ALTER TABLE ${table} ADD ${foreignKey(key)}`);
  }
}

/** A table that waits aside must not hold on to others, nor take the names that their keys have. */
export async function dropForeignKeys(on: Statements, schema: string, table: string): Promise<void> {
  for (const { name } of (await readKeys(on, schema, table)).get(table)?.foreign ?? [])
    await on.run(`ALTER TABLE ${tableName(schema, table)} DROP FOREIGN KEY ${identifier(name)}`);
}

function list(names: readonly string[]): string {
  return `(${names.map(identifier).join(', ')})`;
}

function foreignKey({ name, columns, schema, table, referenced, onDelete, onUpdate }: ForeignKey): string {
  return `CONSTRAINT ${identifier(name)} FOREIGN KEY ${list(columns)} REFERENCES ${tableName(schema, table)} ${list(referenced)}${rule(
    'DELETE',
    onDelete,
  )}${rule('UPDATE', onUpdate)}`;
}

/** RESTRICT is what a key has that says nothing; said aloud, MariaDB makes it another, NO ACTION. */
function rule(when: string, what: string): string {
  return what === 'RESTRICT' ? '' : ` ON ${when} ${what}`;
}

/** Rows of a table that refer to none, by foreign key: `<name>: <rows>`. */
export async function readOrphans(on: Statements, schema: string, table: string): Promise<string[]> {
  const found: string[] = [];
  for (const key of (await readKeys(on, schema, table)).get(table)?.foreign ?? []) {
    const columns = key.columns.map(identifier).join(', ');
    const set = key.columns.map((column) => `${identifier(column)} IS NOT NULL`).join(' AND ');
    const same = key.columns.map((column, i) => `p.${identifier(key.referenced[i] ?? '')} = c.${identifier(column)}`);
    const [row] = await on.rows(
      // The values are few, and the key has an index that gives them without reading the rows.
      `SELECT COUNT(*) AS n FROM (SELECT DISTINCT ${columns} FROM ${tableName(schema, table)} WHERE ${set}) c
       LEFT JOIN ${tableName(key.schema, key.table)} p ON ${same.join(' AND ')}
       WHERE p.${identifier(key.referenced[0] ?? '')} IS NULL`,
    );
    if (Number(row?.['n']) > 0) found.push(`${key.name}: ${Number(row?.['n'])}`);
  }
  return found;
}
