import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import type { AlignedTable } from './aligned-table';
import { openCopied } from './copied-table';
import type { SliceOptions } from './ensure-rows-staged';
import { mendRename, isSwapped, swapIn } from './import-by-rename';
import { importByRanges } from './import-by-ranges';
import { openCopy, type TableInput } from './open-copy';
import { passOldNumbers } from './old-numbers';
import { readImports, stagedRows } from './progress';
import { SLICE_MS } from './slices';
import { fromDetail, readTargetBefore, toDetail } from './target-before';
import { countStrangers } from './target-table';

/**
 * Puts a table's staged rows into the target: as a whole by renaming where both are on one server, else by ranges, each in
 * one transaction with the mark that its rows are ours.
 */
export function createEnsureRowsImported(deps: Dependencies, { sliceMs = SLICE_MS }: SliceOptions = {}) {
  return async (input: TableInput): Promise<StepResult> => {
    await mendRename(await openCopied(deps, input.run.cluster, input.mapping));
    const { table, ledger } = await openCopy(deps, input);
    const { mapping, sides, stagingSchema, target, targetSchema } = table;
    const swapped = await isSwapped(table);
    const begun = swapped || (await readImports(sides.target, stagingSchema, mapping.name)).size > 0;
    if (!begun) await refuseStrangers(table);
    const detail = await ledger.recordUndo(input, 'removeImportedRows', toDetail(await readTargetBefore(table)));
    const before = fromDetail(detail);
    const total = await stagedRows(sides.source, stagingSchema, mapping.name);
    // First of all: services of the new release may put in rows of their own from the first one of ours.
    await passOldNumbers(table, before.swap && !swapped ? stagingSchema : targetSchema);
    if (before.swap) {
      await swapIn(table, before.structure, before.keys);
      return { changed: !swapped, summary: `${total} rows in ${target}: the staged table has taken its place.` };
    }
    const { rows, more } = await importByRanges(table, before.seeds.length > 0, { total, sliceMs });
    return { changed: rows > 0, summary: `${total} rows in ${target}.`, ...(more && { more }) };
  };
}

async function refuseStrangers(table: AlignedTable): Promise<void> {
  const strangers = await countStrangers(table.sides.target, table);
  if (strangers > 0)
    throw failure('TargetNotClean', `${table.target} has ${strangers} rows that StackLeap did not put there.`);
}
