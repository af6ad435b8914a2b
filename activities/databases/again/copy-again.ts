import type { AlignedTable } from '../context/aligned-table';
import type { NumberedRange } from '../context/ranges';
import { findChangedRows } from './changed-rows';
import { copyBehind, hasUnfinishedRanges, type AgainOptions } from './copy-behind';
import { findDependents } from './dependents';
import { finishBegun } from './mend-by-staging';
import { mendRange } from './mend-range';
import { findOtherHand } from './other-hand';

/** A range whose sides differ, and how. */
export interface DifferingRange {
  readonly range: NumberedRange;
  readonly difference: string;
}

export interface Assessed {
  /** Why a range is not to be copied again, by its number. */
  readonly problems: ReadonlyMap<number, string>;
  /** Rows that are to be copied again. */
  readonly rows: number;
}

/** As many as a message names. */
const MOST_PROBLEMS = 5;

/** Looks whether copying again mends these ranges, before anything of them is touched. */
export async function assessRanges(
  table: AlignedTable,
  differing: readonly DifferingRange[],
  { swapped }: AgainOptions,
): Promise<Assessed> {
  const problems = new Map<number, string>();
  let rows = 0;
  for (const { range } of differing) {
    if (problems.size === MOST_PROBLEMS) break;
    const otherHand = await findOtherHand(table, range, swapped);
    const { put, gone } = await findChangedRows(table, range);
    const reasons = otherHand === undefined ? await findDependents(table, gone) : [otherHand];
    if (reasons.length > 0) problems.set(range.number, reasons.join('; '));
    rows += put.length + gone.length;
  }
  return { problems, rows };
}

/** Copies again what has changed in these ranges, and what came behind all of them. */
export async function copyAgain(
  table: AlignedTable,
  differing: readonly DifferingRange[],
  fresh: number,
  options: AgainOptions,
): Promise<void> {
  for (const { range } of differing) await mendRange(table, range, await findChangedRows(table, range), options);
  if (fresh > 0) await copyBehind(table, options);
}

/** Brings to its end what a killed worker has begun to copy again. */
export async function finishCopy(table: AlignedTable, options: AgainOptions): Promise<void> {
  if (!options.swapped) {
    await options.mayWrite();
    await finishBegun(table);
  }
  if (await hasUnfinishedRanges(table, options.swapped)) await copyBehind(table, options);
}
