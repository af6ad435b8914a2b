import { addedRows } from '../../../alignment/added-rows';
import type { Statements } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import { identifier, literal } from '../../../model/quote';
import type { AlignedTable } from '../context/aligned-table';
import { readHighestOld } from '../import/old-numbers';

/** No key is higher. */
const HIGHEST = '9223372036854775807';

export interface RowsBehind {
  /** Rows of the source that came since it was copied. */
  readonly fresh: number;
  /** Rows of the target that nobody accounts for. */
  readonly strange: number;
  /** Rows that are in nobody's way, in a sentence to follow another; '' when there are none. */
  readonly others: string;
}

/**
 * Rows of either side behind the last range; the ranges leave nothing out before it. Services of the new release run, and may
 * put in their own rows: since the first of ours came, the table gives them numbers above every old one, and ours have none
 * of these. They are reported, and no more. Where a table gives no numbers, the key does not separate theirs from ours, and a
 * row too many is a difference: only an API makes images and volumes, and tenants' APIs are closed.
 */
export async function readRowsBehind(table: AlignedTable, last: string | null): Promise<RowsBehind> {
  const { sides, source, target, projection } = table;
  const key = `s.${identifier(projection.key)}`;
  const highest = await readHighestOld(table);
  const theirs = highest === null ? 'FALSE' : `${key} > ${highest}`;
  const read = async (on: Statements, from: string, where: string): Promise<{ count: number; first: string }> => {
    const behind = last === null ? 'TRUE' : `${key} > ${literal(last)}`;
    const [row] = await on.rows(
      `SELECT COUNT(*) AS n, MIN(${key}) AS first FROM ${from} s WHERE ${behind} AND (${where})`,
    );
    return { count: Number(row?.['n']), first: row?.['first']?.toString() ?? '' };
  };
  const [fresh, strange, others] = await Promise.all([
    read(sides.source, source, projection.where),
    read(sides.target, target, `NOT (${theirs})`),
    read(sides.target, target, theirs),
  ]);
  const found = { fresh: fresh.count + (await countAddedBehind(table, last)), strange: strange.count };
  if (others.count === 0) return { ...found, others: '' };
  const rows = pluralize(others.count, 'row');
  return {
    ...found,
    others: ` It has ${rows} more that did not come with this copy, from ${projection.key} ${others.first} on: the new release gave these numbers.`,
  };
}

/** Of the rows that the mapping adds to those of its own table. */
async function countAddedBehind({ sides, projection }: AlignedTable, last: string | null): Promise<number> {
  if (projection.added === undefined) return 0;
  const behind = last === null ? null : { after: last, upTo: HIGHEST };
  const [row] = await sides.source.rows(`SELECT COUNT(*) AS n ${addedRows(projection.added, behind)}`);
  return Number(row?.['n']);
}
