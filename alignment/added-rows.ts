import type { TableMapping } from '../model/mapping';
import { identifier, literal, tableName } from '../model/quote';
import { expression } from './expression';
import { fillIn, type Places } from './places';

/** Rows that a mapping's own table has not, in the columns of its projection. */
export interface AddedProjection {
  readonly table: string;
  /** What numbers the rows of that table, on `s`. */
  readonly number: string;
  /** What is added to it: no key of the mapping's own table is higher. */
  readonly base: string;
  /** The same as a number, where it has been read. */
  readonly fixed: bigint | undefined;
  /** SQL on `s`, in the order of the projection's columns. */
  readonly columns: readonly string[];
  readonly where: string;
}

/** Room for rows that come into the source while it is copied: they must not get the number of an added one. */
const STEP = 1_000_000;

/** Keys of the mapping: after one, up to and with another. */
interface Keys {
  readonly after: string | null;
  readonly upTo: string;
}

/** Undefined where a mapping adds no rows. */
export function projectAdded(
  { from, to, added, built }: TableMapping,
  key: string,
  columns: readonly string[],
  places: Places,
): AddedProjection | undefined {
  if (added === undefined) return undefined;
  if (built !== undefined) throw new Error(`${to.table}: rows cannot be added where code builds columns`);
  const own = tableName(places.source[from.database], from.table);
  const base = `(SELECT (COALESCE(MAX(b.${identifier(key)}), 0) DIV ${STEP} + 1) * ${STEP} FROM ${own} b)`;
  const number = `s.${identifier(added.number)}`;
  const sqlOf = (name: string): string => {
    if (name === key) return `${base} + ${number}`;
    const value = added.columns[name];
    return value === undefined ? 'NULL' : expression(value, to.table, places);
  };
  return {
    table: tableName(places.source[added.from.database], added.from.table),
    number,
    base,
    fixed: undefined,
    columns: columns.map(sqlOf),
    where: fillIn(added.where, places),
  };
}

/** With the base as a number, so that the server has not to look for it again and again. */
export function fixBase(added: AddedProjection, base: string): AddedProjection {
  const fixed = BigInt(base);
  return { ...added, base, fixed, columns: added.columns.map((sql) => sql.replace(added.base, base)) };
}

/** Whose rows a range may have: those of the mapping's own table, added ones, or both. */
export function rowsIn(
  { fixed }: AddedProjection,
  range: Keys | null,
): { readonly own: boolean; readonly added: boolean } {
  if (range === null || fixed === undefined) return { own: true, added: true };
  return { own: range.after === null || BigInt(range.after) < fixed, added: BigInt(range.upTo) > fixed };
}

/** The added rows of a range, or all. */
export function selectAdded(added: AddedProjection, names: readonly string[], range: Keys | null): string {
  const select = added.columns.map((sql, i) => `${sql} AS ${identifier(names[i] ?? '')}`).join(', ');
  return `SELECT ${select} ${addedRows(added, range)}`;
}

/** FROM and WHERE of them. The table's own number is compared, so that its index is of use. */
export function addedRows(added: AddedProjection, range: Keys | null): string {
  const { table, where } = added;
  const above = range?.after == null ? '' : `${after(added, range.after)} AND `;
  const within =
    range === null ? '' : `${above}${added.number} <= CAST(${literal(range.upTo)} AS SIGNED) - ${added.base} AND `;
  return `FROM ${table} s WHERE ${within}(${where})`;
}

/** The end of the next range of added rows: column `upTo`, null when there is none. */
export function nextAdded(added: AddedProjection, last: string | null, size: number): string {
  const { table, number, base, where } = added;
  const from = last === null ? '' : `${after(added, last)} AND `;
  return `SELECT ${base} + MAX(n) AS upTo FROM (SELECT ${number} AS n FROM ${table} s
    WHERE ${from}(${where}) ORDER BY ${number} LIMIT ${size}) r`;
}

function after({ number, base }: AddedProjection, key: string): string {
  return `${number} > CAST(${literal(key)} AS SIGNED) - ${base}`;
}
