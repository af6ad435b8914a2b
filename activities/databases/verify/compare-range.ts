import { digestsOfSource, digestsOfTable } from '../../../alignment/digests';
import type { AlignedTable } from '../context/aligned-table';
import type { PlannedRange } from '../context/progress';
import type { NumberedRange } from '../context/ranges';
import { readDigests } from '../sql/digest';

export interface Comparison {
  /** Rows that the target has. */
  readonly rows: number;
  /** In words; undefined where both sides are the same. */
  readonly difference: string | undefined;
}

/** Compares what the mapping makes of a range with what the target has: by digests that the servers compute. */
export async function compareRange(
  { projection, places, sides, target }: AlignedTable,
  range: NumberedRange,
  staged: PlannedRange['staged'],
): Promise<Comparison> {
  const where = `from ${range.after ?? 'the beginning'} to ${range.upTo}`;
  const [source, imported] = await Promise.all([
    readDigests(sides.source, ...digestsOfSource(projection, places, range)),
    readDigests(sides.target, digestsOfTable(projection, target, range)),
  ]);
  const told = (what: string): Comparison => ({ rows: imported.rows, difference: `${where} ${what}` });
  if (source.computed !== imported.computed)
    return told(`(${source.rows} rows in the source, ${imported.rows} in the target)`);
  if (projection.built.length > 0 && staged !== null) {
    if (source.inputs !== staged.inputs) return told('(the source has changed since it was copied)');
    if (imported.built !== staged.built) return told('(what was built from the source has changed in the target)');
  }
  return { rows: imported.rows, difference: undefined };
}
