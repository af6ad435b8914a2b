import { identifier, literal } from '../model/quote';
import type { Places } from './places';
import type { Projection } from './projection';
import { selectRange, stagingTable, type Range } from './statements';

/** A row's key, as the server tells it, and what code has built for it, by column. */
export interface BuiltRow {
  readonly key: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/**
 * Copies a range with what code has built for its rows, all of which must be given, into the staging table or into another one
 * of its structure: only that travels, the rows themselves stay in the server.
 */
export function stageBuiltRange(
  projection: Projection,
  places: Places,
  range: Range,
  rows: readonly BuiltRow[],
  into = stagingTable(projection, places),
): string {
  const built = projection.built.map((name) => ({ name, sql: chooseByKey(projection, name, rows) }));
  const whole: Projection = { ...projection, columns: [...projection.columns, ...built.map(asColumn)] };
  const names = whole.columns.map(({ name }) => identifier(name)).join(', ');
  return `INSERT INTO ${into} (${names}) ${selectRange(whole, places, range)}`;
}

function asColumn({ name, sql }: { name: string; sql: string }): Projection['columns'][number] {
  return { name, value: { sql }, sql };
}

/** SQL that chooses a row's value by its key; values that many rows have are written once. */
function chooseByKey({ key, keyIsNumber }: Projection, name: string, rows: readonly BuiltRow[]): string {
  const values = rows.map((row) => row.values[name] ?? null);
  const distinct = [...new Set(values)];
  const [only = null] = distinct;
  if (distinct.length <= 1) return sqlOf(only);
  const keys = rows.map((row) => (keyIsNumber ? row.key : literal(row.key))).join(', ');
  const place = `FIELD(s.${identifier(key)}, ${keys})`;
  if (distinct.length === rows.length) return `ELT(${place}, ${values.map(sqlOf).join(', ')})`;
  const places = new Map(distinct.map((value, i) => [value, i + 1]));
  return `ELT(ELT(${place}, ${values.map((value) => places.get(value)).join(', ')}), ${distinct.map(sqlOf).join(', ')})`;
}

function sqlOf(value: string | null): string {
  return value === null ? 'NULL' : literal(value);
}
