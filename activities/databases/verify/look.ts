import type { Throttle } from '../../dependencies';
import type { DifferingRange } from '../again/copy-again';
import type { AlignedTable } from '../context/aligned-table';
import { sumOfStaged, type PlannedRange } from '../context/progress';
import { withBeginnings, type NumberedRange } from '../context/ranges';
import { readOrphans } from '../sql/foreign-keys';
import { inSlices } from '../throttle/slices';
import { compareRange } from './compare-range';
import { readRowsBehind, type RowsBehind } from './rows-behind';

/** What one look at both sides of a table finds. */
export interface Look {
  readonly differing: readonly DifferingRange[];
  readonly behind: RowsBehind;
  /** Rows of the target that refer to none, by foreign key. */
  readonly orphans: readonly string[];
}

/** A proof is not interrupted: what is proven in one slice could be another's in the next. */
const WHOLE = Number.POSITIVE_INFINITY;

/** Looks at these ranges of a table, behind all of them, and along its foreign keys; notes in `rows` what each range has in the target. */
export async function lookAtBoth(
  table: AlignedTable,
  planned: readonly PlannedRange[],
  wanted: (range: NumberedRange) => boolean,
  throttle: Throttle,
  rows: Map<number, number>,
): Promise<Look> {
  const { mapping, sides, targetSchema, definition } = table;
  const differing: DifferingRange[] = [];
  const marks = new Map(planned.map(({ number, staged }) => [number, staged]));
  let orphans: readonly string[] = [];
  let behind: RowsBehind = { fresh: 0, strange: 0, others: '' };
  const lookAt = async (range: NumberedRange): Promise<number> => {
    const found = await compareRange(table, range, marks.get(range.number) ?? null);
    rows.set(range.number, found.rows);
    if (found.difference !== undefined) differing.push({ range, difference: found.difference });
    return found.rows;
  };
  const ranges = withBeginnings(planned).filter(wanted);
  const looks = [
    async () => {
      orphans = await readOrphans(sides.target, targetSchema, mapping.to.table);
      return 0;
    },
    async () => {
      behind = await readRowsBehind(table, planned.at(-1)?.upTo ?? null);
      return 0;
    },
    // What takes longest goes first, so that no processor waits for it in the end: whole tables, then ranges with added rows.
    ...ranges.toReversed().map((range) => () => lookAt(range)),
  ];
  await inSlices({
    name: mapping.name,
    items: oneByOne(looks),
    atOnce: definition.copy.threads,
    sliceMs: WHOLE,
    before: 0,
    total: sumOfStaged(planned),
    work: (look, endsAt) => throttle.during(look, endsAt),
  });
  return { differing: differing.toSorted((a, b) => a.range.number - b.range.number), behind, orphans };
}

// oxlint-disable-next-line typescript/require-await -- slices take what comes from a server as well
async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
