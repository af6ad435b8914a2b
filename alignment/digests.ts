import { identifier } from '../model/quote';
import { inputAlias } from './build-row';
import type { Places } from './places';
import type { Projection } from './projection';
import { allColumns, selectInputs, selectRange, within, type Range } from './statements';

/** Rows (`n`) and their digests together (`digest`) of the mapped rows of a range. A row whose digest the server cannot compute differs from itself. */
export function digestOfSource(projection: Projection, places: Places, range: Range): string {
  return digestOf(
    `(${selectRange(projection, places, range)})`,
    projection.columns.map(({ name }) => name),
    projection,
  );
}

/** The same of what code builds its columns from, as the source has it now. */
export function digestOfInputs(projection: Projection, places: Places, range: Range): string {
  const names = projection.inputs.map(({ name }) => inputAlias(name));
  return digestOf(`(${selectInputs(projection, places, range)})`, names, { plain: [], long: [] });
}

/** The same of rows that are in a table of the target's structure; of all the mapping's columns, or of some. */
export function digestOfTable(
  projection: Projection,
  table: string,
  range: Range,
  columns: readonly string[] = allColumns(projection),
): string {
  const names = columns.map((name) => `t.${identifier(name)}`).join(', ');
  return digestOf(`(SELECT ${names} FROM ${table} t WHERE ${within('t', projection.key, range)})`, columns, projection);
}

/** Longer texts count by their own digest: the row's as a whole might be more than `max_allowed_packet`, and NULL. */
const LONG_TEXT = 65_535;

interface Kinds {
  readonly plain: readonly string[];
  readonly long: readonly string[];
}

function digestOf(rows: string, columns: readonly string[], { plain, long }: Kinds): string {
  const cells = columns.map((name) => {
    const cell = `p.${identifier(name)}`;
    // Converting costs as much as all the rest. What is not plain may be a query by itself: it is named only once.
    if (plain.includes(name) && !long.includes(name)) return cell;
    if (!long.includes(name)) return `IFNULL(CONCAT('=', CONVERT(${cell} USING utf8mb4)), '-')`;
    const text = `CONVERT(${cell} USING utf8mb4)`;
    return `IFNULL(IF(LENGTH(${cell}) > ${LONG_TEXT}, CONCAT('#', MD5(${text})), CONCAT('=', ${text})), '-')`;
  });
  // CONCAT_WS leaves NULLs out: which cells they are tells NULL from '', and every value's place.
  const nulls = columns
    .filter((name) => plain.includes(name) && !long.includes(name))
    .map((name) => `ISNULL(p.${identifier(name)})`);
  const mask = nulls.length === 0 ? [] : [`CONCAT(${nulls.join(', ')})`];
  const digest = `CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31), ${[...cells, ...mask].join(', ')})), 16), 16, 10) AS UNSIGNED)`;
  // Named once: a server computes an expression as often as it is named. A row without a digest is equal to nothing.
  return `SELECT COUNT(*) AS n, COALESCE(BIT_XOR(IFNULL(${digest}, CAST(1 + RAND() * 4294967296 AS UNSIGNED))), 0) AS digest FROM ${rows} p`;
}
