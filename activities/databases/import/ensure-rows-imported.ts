import type { StepResult } from '../../../model/run';
import { identifier } from '../../../model/quote';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { whileBeating } from '../../toolbox/heartbeat';
import type { AlignedTable } from '../context/aligned-table';
import { openCopied } from '../context/copied-table';
import { isSwapped } from '../context/is-swapped';
import type { SliceOptions } from '../stage/ensure-rows-staged';
import { mendRename, swapIn } from './import-by-rename';
import { importByRanges } from './import-by-ranges';
import { openCopy, type TableInput } from '../context/open-copy';
import { passOldNumbers } from './old-numbers';
import { readImports, stagedRows } from '../context/progress';
import { SLICE_MS } from '../throttle/slices';
import { isVerified } from '../context/table-fact';
import { fromDetail, readTargetBefore, toDetail } from './target-before';
import { readStrangers } from '../sql/target-table';

/**
 * Puts a table's staged rows into the target: as a whole by renaming where both are on one server, else by ranges, each in
 * one transaction with the mark that its rows are ours.
 */
export function createEnsureRowsImported(deps: Dependencies, { sliceMs = SLICE_MS }: SliceOptions = {}) {
  return async (input: TableInput): Promise<StepResult> => {
    await mendRename(await openCopied(deps, input.run.cluster, input.mapping));
    const { table, ledger } = await openCopy(deps, input);
    const { mapping, sides, stagingSchema, target, targetSchema, projection } = table;
    // Nothing of it can be asked of the staging database, which `finalize` drops.
    if (await isVerified(ledger, input.run.cluster, mapping.name))
      return { changed: false, summary: `${target} was verified before.` };
    const swapped = await isSwapped(table);
    const begun = swapped || (await readImports(sides.target, stagingSchema, mapping.name)).size > 0;
    if (!begun) await refuseStrangers(table);
    const detail = await ledger.recordUndo(input, 'removeImportedRows', toDetail(await readTargetBefore(table)));
    const before = fromDetail(detail);
    const total = await stagedRows(sides.source, stagingSchema, mapping.name);
    // First of all: services of the new release may put in rows of their own from the first one of ours.
    const highest = begun ? null : await passOldNumbers(table, before.swap ? stagingSchema : targetSchema);
    if (before.swap) {
      await whileBeating(
        () => ({ table: mapping.name, swapping: target }),
        () => swapIn(table, before.structure, before.keys),
      );
      return { changed: !swapped, summary: `${total} rows in ${target}: the staged table has taken its place.` };
    }
    // One may have got an old number before that was passed: its transaction is over, and it can be seen, only now.
    if (highest !== null) await refuseStrangers(table, `t.${identifier(projection.key)} <= ${highest}`);
    const { rows, more } = await importByRanges(table, before.seeds.length > 0, { total, sliceMs });
    return { changed: rows > 0, summary: `${total} rows in ${target}.`, ...(more && { more }) };
  };
}

async function refuseStrangers({ sides, target, mapping }: AlignedTable, where?: string): Promise<void> {
  const strangers = await readStrangers(sides.target, target, mapping, where);
  if (strangers !== undefined) throw failure('TargetNotClean', strangers);
}
