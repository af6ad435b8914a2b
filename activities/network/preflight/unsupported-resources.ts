import type { Statements } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import { CREATED_ON_DEMAND, type NetworkChoices } from '../../../model/network-choices';
import { tableName } from '../../../model/quote';
import type { Feature, NetworkPair, SomeRows } from '../../../model/pair/network';
import { text } from '../source/fields';

/** Rows of the old Neutron that no object of the new one is made of. */
export interface UnsupportedResource {
  /** How `network.leaveBehind` calls it. */
  readonly name: string;
  readonly what: string;
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly example: string }[];
  /** The definition says that it may stay behind. */
  readonly accepted: boolean;
}

/** Every table of the old Neutron with rows that are neither copied nor Neutron's own; also tables that nobody has foreseen. */
export async function readUnsupportedResources(
  on: Statements,
  schema: string,
  pair: NetworkPair,
  { create, leaveBehind }: Pick<NetworkChoices, 'create' | 'leaveBehind'>,
): Promise<readonly UnsupportedResource[]> {
  const columns = await columnsOf(on, schema);
  const created = new Set<string>(create);
  const tables = unforeseen(pair, [...columns.keys()]);
  const features = [...pair.features, ...tables].filter(({ name }) => !created.has(name));
  const found: UnsupportedResource[] = [];
  for (const { name, what, rows } of features) {
    const tables = [];
    for (const some of rows) {
      const known = columns.get(some.table);
      if (known === undefined) continue;
      const counts = await count(on, schema, some, known);
      if (counts.rows > 0) tables.push({ table: some.table, ...counts });
    }
    if (tables.length > 0) found.push({ name, what, tables, accepted: leaveBehind.includes(name) });
  }
  return found;
}

/** One sentence: what stays behind, from which tables. */
export function sentence({ what, tables }: UnsupportedResource, schema: string): string {
  const named = tables.map(({ table, rows, example }) => {
    const of = `${schema}.${table} has ${pluralize(rows, 'row')}`;
    return example === '' ? of : `${of} (for example ${example})`;
  });
  return `${what}: ${named.join(', ')}`;
}

/** What an operator can do about it. */
export function remedy({ name }: UnsupportedResource): string {
  const accept = `Name "${name}" in network.leaveBehind where that is meant`;
  const onDemand = (CREATED_ON_DEMAND as readonly string[]).includes(name);
  return onDemand ? `Name "${name}" in network.create to have them created. ${accept}.` : `${accept}.`;
}

/** Tables of services beside Neutron, and of plugins that we know nothing of. */
export function unforeseen(
  { readTables, ownTables, features, serviceTables }: NetworkPair,
  tables: readonly string[],
): Feature[] {
  const foreseen = new Set([
    ...readTables,
    ...ownTables,
    ...features.flatMap(({ rows }) => rows.map(({ table }) => table)),
  ]);
  const others = tables.filter((table) => !foreseen.has(table));
  const services = serviceTables.map(({ name, what, tables: pattern }) => ({
    name,
    what,
    rows: others.filter((table) => pattern.test(table)).map((table) => ({ table })),
  }));
  const ofServices = new Set(services.flatMap(({ rows }) => rows.map(({ table }) => table)));
  const unknown = others
    .filter((table) => !ofServices.has(table))
    .map((table) => ({
      name: table,
      what: 'rows of a table that StackLeap does not know stay behind',
      rows: [{ table }],
    }));
  return [...services, ...unknown];
}

async function columnsOf(on: Statements, schema: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await on.rows(
    `SELECT c.TABLE_NAME AS name, c.COLUMN_NAME AS field FROM information_schema.COLUMNS c
       JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
     WHERE c.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
    [schema],
  );
  const columns = new Map<string, Set<string>>();
  for (const row of rows) {
    const table = text(row['name']);
    columns.set(table, (columns.get(table) ?? new Set()).add(text(row['field'])));
  }
  return columns;
}

async function count(
  on: Statements,
  schema: string,
  { table, where }: SomeRows,
  columns: ReadonlySet<string>,
): Promise<{ rows: number; example: string }> {
  const example = columns.has('id') ? 'MIN(id)' : 'NULL';
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const [row] = await on.rows(
    `SELECT COUNT(*) AS n, ${example} AS example FROM ${tableName(schema, table)}${condition}`,
  );
  return { rows: Number(row?.['n'] ?? 0), example: text(row?.['example']) };
}
