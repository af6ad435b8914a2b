import type { Projection } from '../../../alignment/projection';
import { nextRange, type Range } from '../../../alignment/statements';
import type { AlignedTable } from './aligned-table';
import { planRanges, readRanges, type PlannedRange } from './progress';

/** A range with both its ends. */
export interface NumberedRange extends Range {
  readonly number: number;
  readonly done: boolean;
}

/** How many source rows a range has: a transaction of about a second. Where code builds rows, those of a range lie in memory. */
export function rowsOfRange({ built }: Projection): number {
  return built.length > 0 ? 5000 : 20_000;
}

/** The ranges that are noted already, each with where the one before it ends. */
export function withBeginnings(planned: readonly PlannedRange[]): NumberedRange[] {
  return planned.map(({ number, upTo, staged }, i) => ({
    number,
    after: planned[i - 1]?.upTo ?? null,
    upTo,
    done: staged !== null,
  }));
}

/** How many are looked for before they are noted: one statement for all, and never far ahead of the copy. */
const NOTED_AT_ONCE = 16;

/**
 * All ranges of a table that are still to be copied: those that an earlier try left, then new ones, found as one goes. What
 * is noted stays: a later try, and the proof, have the same ranges.
 */
export async function* rangesToCopy(table: AlignedTable, size: number): AsyncGenerator<NumberedRange> {
  const { projection, places, mapping, sides, stagingSchema } = table;
  const known = withBeginnings(await readRanges(sides.source, stagingSchema, mapping.name));
  yield* known.filter(({ done }) => !done);
  let number = known.length;
  let after = known.at(-1)?.upTo ?? null;
  for (;;) {
    const found: NumberedRange[] = [];
    while (found.length < NOTED_AT_ONCE) {
      const [row] = await sides.source.rows(nextRange(projection, places, after, size));
      const upTo = row?.['upTo']?.toString();
      if (upTo === undefined) break;
      found.push({ number: number++, after, upTo, done: false });
      after = upTo;
    }
    if (found.length === 0) return;
    await planRanges(sides.source, stagingSchema, mapping.name, found);
    yield* found;
  }
}
