import { identifier } from '../model/quote';
import { inputAlias } from './build-row';
import type { Places } from './places';
import type { Projection } from './projection';
import { allColumns, selectRange, within, type Range } from './statements';

/** Rows (`n`), those with a digest (`digested`) and the digests together (`digest`) of the mapped rows of a range. */
export function digestOfSource(projection: Projection, places: Places, range: Range): string {
  return digestOf(
    `(${selectRange(projection, places, range)})`,
    projection.columns.map(({ name }) => name),
    { utf8: projection.added === undefined ? projection.utf8.source : [], long: projection.long },
  );
}

/** The same of what code builds its columns from, as the source has it now. */
export function digestOfInputs(projection: Projection, places: Places, range: Range): string {
  const names = projection.inputs.map(({ name }) => inputAlias(name));
  return digestOf(`(${selectRange(projection, places, range, true)})`, names);
}

/** The same of rows that are in a table of the target's structure; of all the mapping's columns, or of some. */
export function digestOfTable(
  projection: Projection,
  table: string,
  range: Range,
  columns: readonly string[] = allColumns(projection),
): string {
  const names = columns.map((name) => `t.${identifier(name)}`).join(', ');
  return digestOf(`(SELECT ${names} FROM ${table} t WHERE ${within('t', projection.key, range)})`, columns, {
    utf8: projection.utf8.target,
    long: projection.long,
  });
}

/** Longer texts count by their own digest: the row's as a whole might be more than `max_allowed_packet`, and NULL. */
const LONG_TEXT = 65_535;

interface Kinds {
  readonly utf8?: readonly string[];
  readonly long?: readonly string[];
}

function digestOf(rows: string, columns: readonly string[], { utf8 = [], long = [] }: Kinds = {}): string {
  const cells = columns.map((name) => {
    const cell = `p.${identifier(name)}`;
    // Converting costs as much as all the rest.
    const text = utf8.includes(name) ? cell : `CONVERT(${cell} USING utf8mb4)`;
    return long.includes(name) ? `IF(LENGTH(${cell}) > ${LONG_TEXT}, CONCAT('#', MD5(${text})), ${text})` : text;
  });
  // CONCAT_WS leaves NULLs out: which cells they are tells NULL from '', and every value's place.
  const nulls = `CONCAT(${columns.map((name) => `ISNULL(p.${identifier(name)})`).join(', ')})`;
  const digest = `CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31), ${[...cells, nulls].join(', ')})), 16), 16, 10) AS UNSIGNED)`;
  return `SELECT COUNT(*) AS n, COUNT(d) AS digested, COALESCE(BIT_XOR(d), 0) AS digest
    FROM (SELECT ${digest} AS d FROM ${rows} p) q`;
}
