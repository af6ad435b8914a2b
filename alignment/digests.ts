import { identifier } from '../model/quote';
import { addedRows, rowsIn } from './added-rows';
import { checksumOfRow, digestOfRow, type Cell, type Kinds } from './digest-of-row';
import type { Places } from './places';
import type { Projection } from './projection';
import { allColumns, ownRows, within, type Range } from './statements';

/**
 * Rows (`n`) of a range as the source has them now, and digests of all of them together: of the mapped columns (`computed`), and
 * of what code builds the others from (`inputs`; only where it builds any). A row whose digest the server cannot compute differs
 * from itself. One statement for rows of the mapping's own table, one for those that it adds: their digests are XORed.
 */
export function digestsOfSource(projection: Projection, places: Places, range: Range): string[] {
  const inputs = projection.built.length === 0 ? [] : [['inputs', projection.inputs, NO_KINDS] as const];
  return sourcesOf(projection, places, range).map(({ rows, cells }, i) =>
    digestsOf(rows, [['computed', cells, projection], ...(i === 0 ? inputs : [])]),
  );
}

/** The same of rows in a table of the target's structure: `computed`, and what code has built for which key (`built`). */
export function digestsOfTable(projection: Projection, table: string, range: Range): string {
  return digestsOf(rowsOf(projection, table, range), partsOfTable(projection));
}

/** Only `built` of it. */
export function digestOfBuilt(projection: Projection, table: string, range: Range): string {
  return digestsOf(rowsOf(projection, table, range), [builtPart(projection)]);
}

/** Each of a range's rows in the source: its key (`k`) and `computed`, its digest; NULL where the server cannot compute it. */
export function rowDigestsOfSource(projection: Projection, places: Places, range: Range): string[] {
  return sourcesOf(projection, places, range).map(({ key, rows, cells }) =>
    digestsOfEach(key, rows, [['computed', cells, projection]]),
  );
}

/** The same in a table of the target's structure; with `built`, where code builds columns. */
export function rowDigestsOfTable(projection: Projection, table: string, range: Range): string {
  return digestsOfEach(`t.${identifier(projection.key)}`, rowsOf(projection, table, range), partsOfTable(projection));
}

/** A seal on the rows of a range in a table of the target's structure: how many (`n`), and their checksums' sum (`seal`). */
export function sealOfTable(projection: Projection, table: string, range: Range): string {
  const checksum = checksumOfRow(cellsOf(allColumns(projection)), projection);
  // A sum, since the same change of two rows would cancel itself out in an XOR of cyclic checksums.
  return `SELECT COUNT(*) AS n, COALESCE(SUM(IFNULL(${checksum}, CAST(RAND() * 4294967296 AS UNSIGNED))), 0) AS seal
    ${rowsOf(projection, table, range)}`;
}

/** Rows of the source: the mapping's own, or those that it adds. */
interface SourceRows {
  /** SQL of the key that they have in the target. */
  readonly key: string;
  readonly rows: string;
  readonly cells: readonly Cell[];
}

function sourcesOf(projection: Projection, places: Places, range: Range): SourceRows[] {
  const { columns, added, key } = projection;
  const own = { key: `s.${identifier(key)}`, rows: ownRows(projection, places, range), cells: columns };
  if (added === undefined) return [own];
  // Columns of another table: whether their bytes are the target's was not looked at.
  const cells = columns.map(({ name }, i) => ({ name, sql: `CONVERT(${added.columns[i] ?? ''} USING utf8mb4)` }));
  const has = rowsIn(added, range);
  const numbered = { key: `${added.base} + ${added.number}`, rows: addedRows(added, range), cells };
  return [...(has.own ? [own] : []), ...(has.added ? [numbered] : [])];
}

type Part = readonly [name: string, cells: readonly Cell[], kinds: Kinds];

function partsOfTable(projection: Projection): Part[] {
  return [
    ['computed', cellsOf(projection.columns.map(({ name }) => name)), projection],
    ...(projection.built.length === 0 ? [] : [builtPart(projection)]),
  ];
}

function builtPart(projection: Projection): Part {
  return ['built', cellsOf([projection.key, ...projection.built]), projection];
}

function cellsOf(names: readonly string[]): Cell[] {
  return names.map((name) => ({ name, sql: `t.${identifier(name)}` }));
}

function rowsOf(projection: Projection, table: string, range: Range): string {
  return `FROM ${table} t WHERE ${within('t', projection.key, range)}`;
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

function digestsOfEach(key: string, rows: string, parts: readonly Part[]): string {
  const digests = parts.map(([name, cells, kinds]) => `${digestOfRow(cells, kinds)} AS ${name}`);
  return `SELECT ${[`${key} AS k`, ...digests].join(', ')} ${rows}`;
}
