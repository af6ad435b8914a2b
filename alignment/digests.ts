import { identifier } from '../model/quote';
import { inputAlias } from './build-row';
import type { Places } from './places';
import type { Projection } from './projection';
import { allColumns, selectRange, within, type Range } from './statements';

/**
 * Rows (`n`) of a range as the source has them now, and digests of all of them together: of the mapped columns (`computed`), and
 * of what code builds the others from (`inputs`; only where it builds any). A row whose digest the server cannot compute differs
 * from itself.
 */
export function digestsOfSource(projection: Projection, places: Places, range: Range): string {
  const computed = projection.columns.map(({ name }) => name);
  const inputs = projection.inputs.map(({ name }) => inputAlias(name));
  return digestsOf(`(${selectRange(projection, places, range, { inputs: true })})`, [
    ['computed', computed, projection],
    ...(projection.built.length === 0 ? [] : [['inputs', inputs, NO_KINDS] as const]),
  ]);
}

/** The same of rows in a table of the target's structure: `computed`, and what code has built for which key (`built`). */
export function digestsOfTable(projection: Projection, table: string, range: Range): string {
  const computed = projection.columns.map(({ name }) => name);
  return digestsOf(rowsOf(projection, table, range), [
    ['computed', computed, projection],
    ...(projection.built.length === 0 ? [] : [builtPart(projection)]),
  ]);
}

/** Only `built` of it. */
export function digestOfBuilt(projection: Projection, table: string, range: Range): string {
  return digestsOf(rowsOf(projection, table, range), [builtPart(projection)]);
}

type Part = readonly [name: string, columns: readonly string[], kinds: Kinds];

function builtPart(projection: Projection): Part {
  return ['built', [projection.key, ...projection.built], projection];
}

function rowsOf(projection: Projection, table: string, range: Range): string {
  const names = allColumns(projection).map((name) => `t.${identifier(name)}`);
  return `(SELECT ${names.join(', ')} FROM ${table} t WHERE ${within('t', projection.key, range)})`;
}

/** Longer texts count by their own digest: the row's as a whole might be more than `max_allowed_packet`, and NULL. */
const LONG_TEXT = 65_535;

interface Kinds {
  readonly plain: readonly string[];
  readonly required: readonly string[];
  readonly long: readonly string[];
}

const NO_KINDS: Kinds = { plain: [], required: [], long: [] };

function digestsOf(rows: string, parts: readonly Part[]): string {
  const digests = parts.map(([name, columns, kinds]) => {
    // Named once: a server computes an expression as often as it is named. A row without a digest is equal to nothing.
    const digest = `IFNULL(${digestOfRow(columns, kinds)}, CAST(1 + RAND() * 4294967296 AS UNSIGNED))`;
    // Of no rows it is 0. Within COALESCE a MySQL 5.6 cuts it off at 63 bits, and half of all digests would be equal.
    return `BIT_XOR(${digest}) AS ${name}`;
  });
  return `SELECT COUNT(*) AS n, ${digests.join(', ')} FROM ${rows} p`;
}

function digestOfRow(columns: readonly string[], { plain, required, long }: Kinds): string {
  const cells = columns.map((name) => {
    const cell = `p.${identifier(name)}`;
    const isLong = long.includes(name);
    // Converting costs as much as all the rest. What is not plain may be a query by itself: it is named only once.
    if (plain.includes(name)) return isLong ? `IF(LENGTH(${cell}) > ${LONG_TEXT}, MD5(${cell}), ${cell})` : cell;
    const text = `CONVERT(${cell} USING utf8mb4)`;
    if (!isLong) return `IFNULL(CONCAT('=', ${text}), '-')`;
    return `IFNULL(IF(LENGTH(${cell}) > ${LONG_TEXT}, CONCAT('#', MD5(${text})), CONCAT('=', ${text})), '-')`;
  });
  // CONCAT_WS leaves NULLs out: which cells they are tells NULL from '', and every value's place.
  const nulls = columns
    .filter((name) => plain.includes(name) && !required.includes(name))
    .map((name) => `ISNULL(p.${identifier(name)})`);
  const mask = nulls.length === 0 ? [] : [`CONCAT(${nulls.join(', ')})`];
  return `CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31), ${[...cells, ...mask].join(', ')})), 16), 16, 10) AS UNSIGNED)`;
}
