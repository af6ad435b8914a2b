import type { Statements } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import { identifier, literal } from '../../../model/quote';
import type { AlignedTable } from '../context/aligned-table';
import { readHighestOld } from '../import/old-numbers';

export interface RowsBehind {
  readonly differences: readonly string[];
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
  const differences = [
    ...(fresh.count > 0 ? [`${fresh.count} rows have come into the source since it was copied`] : []),
    ...(strange.count > 0 ? [`outside of all ranges (${strange.count} rows more in the target)`] : []),
  ];
  if (others.count === 0) return { differences, others: '' };
  const rows = pluralize(others.count, 'row');
  return {
    differences,
    others: ` It has ${rows} more that did not come with this copy, from ${projection.key} ${others.first} on: the new release gave these numbers.`,
  };
}
