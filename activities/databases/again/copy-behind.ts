import { identifier, literal } from '../../../model/quote';
import type { Throttle } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import type { AlignedTable } from '../context/aligned-table';
import { readImports, readRanges } from '../context/progress';
import { rangesToCopy, rowsOfRange } from '../context/ranges';
import { createSeals } from '../context/seals';
import { importByRanges } from '../import/import-by-ranges';
import { passOldNumbers } from '../import/old-numbers';
import { findForeignRows } from '../sql/target-table';
import { copyRange } from '../stage/stage-range';

export interface AgainOptions {
  /** Whether the staged table stands in the target's place. */
  readonly swapped: boolean;
  readonly throttle: Throttle;
  readonly mayWrite: () => Promise<void>;
}

const WHOLE = Number.POSITIVE_INFINITY;

/** Copies rows that came into the source behind all ranges, under new ranges and with the guards of the first copy; how many. */
export async function copyBehind(table: AlignedTable, options: AgainOptions): Promise<number> {
  const { sides, stagingSchema, targetSchema, target, staging, projection } = table;
  const { swapped, throttle, mayWrite } = options;
  await refuseStrangersBehind(table, swapped, await passOldNumbers(table, targetSchema));
  if (swapped) await createSeals(sides.target, stagingSchema);
  const place = swapped
    ? { on: sides.target, into: target, sealed: true }
    : { on: sides.source, into: staging, sealed: false };
  let rows = 0;
  for await (const range of rangesToCopy(table, rowsOfRange(projection))) {
    await mayWrite();
    rows += await throttle.during(() => copyRange(table, range, place), WHOLE);
  }
  if (!swapped) await importByRanges(table, throttle, false, { total: rows, sliceMs: WHOLE, mayWrite });
  return rows;
}

/** Whether a killed worker has left ranges that are noted, and not in the target. */
export async function hasUnfinishedRanges(table: AlignedTable, swapped: boolean): Promise<boolean> {
  const { sides, stagingSchema, mapping } = table;
  const ranges = await readRanges(sides.source, stagingSchema, mapping.name);
  if (ranges.some(({ staged }) => staged === null)) return true;
  if (swapped) return false;
  const imported = await readImports(sides.target, stagingSchema, mapping.name);
  return ranges.some(({ number }) => !imported.has(number));
}

/** The new release's services may have given one of these numbers before it was passed. */
async function refuseStrangersBehind(table: AlignedTable, swapped: boolean, highest: bigint | null): Promise<void> {
  const { sides, stagingSchema, mapping, target, projection } = table;
  if (highest === null) return;
  const imported = await readImports(sides.target, stagingSchema, mapping.name);
  const ranges = await readRanges(sides.source, stagingSchema, mapping.name);
  const last = ranges.findLast(({ number, staged }) => staged !== null && (swapped || imported.has(number)));
  const key = `t.${identifier(projection.key)}`;
  const behind = last === undefined ? 'TRUE' : `${key} > ${literal(last.upTo)}`;
  const foreign = await findForeignRows(sides.target, target, mapping, `${behind} AND ${key} <= ${highest}`);
  if (foreign !== undefined) throw failure('TargetNotClean', foreign);
}
