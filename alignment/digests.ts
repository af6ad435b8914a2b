import { identifier } from '../model/quote';
import { addedRows, rowsIn } from './added-rows';
import type { Places } from './places';
import type { Projection } from './projection';
import { ownRows, within, type Range } from './statements';

/**
 * Rows (`n`) of a range as the source has them now, and digests of all of them together: of the mapped columns (`computed`), and
 * of what code builds the others from (`inputs`; only where it builds any). A row whose digest the server cannot compute differs
 * from itself. One statement for rows of the mapping's own table, one for those that it adds: their digests are XORed.
 */
export function digestsOfSource(projection: Projection, places: Places, range: Range): string[] {
  const { columns, inputs, built, added } = projection;
  const own = digestsOf(ownRows(projection, places, range), [
    ['computed', columns, projection],
    ...(built.length === 0 ? [] : [['inputs', inputs, NO_KINDS] as const]),
  ]);
  if (added === undefined) return [own];
  // Columns of another table: whether their bytes are the target's was not looked at.
  const cells = columns.map(({ name }, i) => ({ name, sql: `CONVERT(${added.columns[i] ?? ''} USING utf8mb4)` }));
  const has = rowsIn(added, range);
  return [
    ...(has.own ? [own] : []),
    ...(has.added ? [digestsOf(addedRows(added, range), [['computed', cells, projection]])] : []),
  ];
}

/** The same of rows in a table of the target's structure: `computed`, and what code has built for which key (`built`). */
export function digestsOfTable(projection: Projection, table: string, range: Range): string {
  return digestsOf(rowsOf(projection, table, range), [
    ['computed', cellsOf(projection.columns.map(({ name }) => name)), projection],
    ...(projection.built.length === 0 ? [] : [builtPart(projection)]),
  ]);
}

/** Only `built` of it. */
export function digestOfBuilt(projection: Projection, table: string, range: Range): string {
  return digestsOf(rowsOf(projection, table, range), [builtPart(projection)]);
}

/** A value of a row: SQL, and the target column or the input that it is meant for. */
interface Cell {
  readonly name: string;
  readonly sql: string;
}

type Part = readonly [name: string, cells: readonly Cell[], kinds: Kinds];

function builtPart(projection: Projection): Part {
  return ['built', cellsOf([projection.key, ...projection.built]), projection];
}

function cellsOf(names: readonly string[]): Cell[] {
  return names.map((name) => ({ name, sql: `t.${identifier(name)}` }));
}

function rowsOf(projection: Projection, table: string, range: Range): string {
  return `FROM ${table} t WHERE ${within('t', projection.key, range)}`;
}

/** Longer texts count by their own digest: the whole row's might be more than `max_allowed_packet`, and NULL. */
const LONG_TEXT = 65_535;

interface Kinds {
  readonly plain: readonly string[];
  readonly required: readonly string[];
  readonly long: readonly string[];
}

const NO_KINDS: Kinds = { plain: [], required: [], long: [] };

/** From the tables themselves: from rows in brackets an old server makes a table first, and asks other tables row by row. */
function digestsOf(rows: string, parts: readonly Part[]): string {
  const digests = parts.map(([name, cells, kinds]) => {
    // Named once: a server computes an expression as often as it is named. A row without a digest is equal to nothing.
    const digest = `IFNULL(${digestOfRow(cells, kinds)}, CAST(1 + RAND() * 4294967296 AS UNSIGNED))`;
    // Of no rows it is 0. Within COALESCE a MySQL 5.6 cuts it off at 63 bits, and half of all digests would be equal.
    return `BIT_XOR(${digest}) AS ${name}`;
  });
  return `SELECT COUNT(*) AS n, ${digests.join(', ')} ${rows}`;
}

function digestOfRow(cells: readonly Cell[], { plain, required, long }: Kinds): string {
  const texts = cells.map(({ name, sql }) => {
    const isLong = long.includes(name);
    // Converting costs as much as all the rest. What is not plain may be a query by itself: it is named only once.
    if (plain.includes(name)) return isLong ? `IF(LENGTH(${sql}) > ${LONG_TEXT}, SHA1(${sql}), ${sql})` : sql;
    const text = `CONVERT(${sql} USING utf8mb4)`;
    if (!isLong) return `IFNULL(CONCAT('=', ${text}), '-')`;
    // Both sides must count the same bytes, whatever their character sets are.
    return `IFNULL(IF(LENGTH(${text}) > ${LONG_TEXT}, CONCAT('#', SHA1(${text})), CONCAT('=', ${text})), '-')`;
  });
  // CONCAT_WS leaves NULLs out: which cells they are tells NULL from '', and every value's place.
  const nulls = cells
    .filter(({ name }) => plain.includes(name) && !required.includes(name))
    .map(({ sql }) => `ISNULL(${sql})`);
  // SHA-1 is not only stronger than MD5 but takes a third of its time where the processor knows it.
  return `CAST(CONV(LEFT(SHA1(CONCAT_WS(CHAR(31), ${[...texts, ...nulls].join(', ')})), 16), 16, 10) AS UNSIGNED)`;
}
