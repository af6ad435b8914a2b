import { digestOfBuilt } from '../../../alignment/digests';
import { within, type Range } from '../../../alignment/statements';
import type { Statements } from '../../../connectors/mysql/statements';
import type { AlignedTable } from '../context/aligned-table';
import type { Staged } from '../context/progress';
import { readDigests } from '../sql/digest';

/** What a range has come to in a table of the target's structure. `inputs`: of what code has built its columns; null where it builds none. */
export async function recount(
  on: Statements,
  { projection }: AlignedTable,
  range: Range,
  table: string,
  inputs: string | null,
): Promise<Staged> {
  if (inputs !== null) {
    const { rows, built } = await readDigests(on, digestOfBuilt(projection, table, range));
    return { rows, inputs, built };
  }
  const [row] = await on.rows(`SELECT COUNT(*) AS n FROM ${table} t WHERE ${within('t', projection.key, range)}`);
  return { rows: Number(row?.['n']), inputs: null, built: null };
}
