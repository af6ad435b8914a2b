import type { StepResult } from '../../../model/run';
import { identifier } from '../../../model/quote';
import { defineStep } from '../../define/step';
import { defineUndo } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import type { AlignedTable } from '../context/aligned-table';
import { openCopied } from '../context/copied-table';
import { isSwapped } from '../context/is-swapped';
import type { SliceOptions } from '../stage/ensure-rows-staged';
import { mendRename, cutOver } from './import-by-rename';
import { importByRanges } from './import-by-ranges';
import { holdLease } from '../../toolbox/lease';
import { openCopy, type TableInput } from '../context/open-copy';
import { readImports, stagedRows } from '../context/progress';
import { SLICE_MS } from '../throttle/slices';
import { isVerified, recordTable, takeProofBack } from '../context/table-fact';
import { readTargetBefore, targetBeforeSchema } from './target-before';
import { findForeignRows } from '../sql/target-table';
import { removeImported, requireStaging } from './remove-imported';
import { passOldNumbers } from './old-numbers';

const removeImportedRows = defineUndo({
  kind: 'removeImportedRows',
  detail: targetBeforeSchema,
  undo: async (deps, before, { cluster, run }) => {
    const table = await openCopied(deps, cluster, before.mapping);
    const { mapping, source, target } = table;
    await requireStaging(table);
    const ledger = await deps.ledger(table.definition);
    // First: an undo that breaks off must leave no proof of rows that are gone.
    await takeProofBack(ledger, run, mapping.name);
    const rows = await withHeartbeats(
      () => ({ undoing: mapping.name }),
      () => removeImported(table, before),
    );
    await recordTable(ledger, run, mapping.name, { source, target, rows: 0, verified: false });
    return `${rows} rows taken out of ${target}.`;
  },
});

/**
 * Puts a table's staged rows into the target: in one piece, by renaming, where both are on one server, else by ranges, each in
 * one transaction with the mark that its rows are ours.
 */
export const ensureRowsImported = defineStep({
  name: 'ensureRowsImported',
  once: 'done',
  undo: removeImportedRows,
  run: (deps: Dependencies, input: TableInput) => importRows(deps, input),
});

/** The same in slices of another length. */
export async function importRows(
  deps: Dependencies,
  input: TableInput,
  { sliceMs = SLICE_MS }: SliceOptions = {},
): Promise<StepResult> {
  await mendRename(await openCopied(deps, input.run.cluster, input.mapping));
  const { table, ledger } = await openCopy(deps, input);
  const { mapping, sides, stagingSchema, target, targetSchema, projection } = table;
  // Nothing of it can be asked of the staging database, which `finalize` drops.
  if (await isVerified(ledger, input.run.cluster, mapping.name))
    return { changed: false, summary: `${target} was verified before.` };
  const swapped = await isSwapped(table);
  const begun = swapped || (await readImports(sides.target, stagingSchema, mapping.name)).size > 0;
  if (!begun) await refuseStrangers(table);
  const before = await removeImportedRows.record(ledger, input, await readTargetBefore(table));
  const total = await stagedRows(sides.source, stagingSchema, mapping.name);
  // First of all: services of the new release may put in their own rows from the first one of ours.
  const highest = begun ? null : await passOldNumbers(table, before.swap ? stagingSchema : targetSchema);
  if (before.swap) {
    await holdLease(ledger, input.run);
    await withHeartbeats(
      () => ({ table: mapping.name, swapping: target }),
      () => cutOver(table, before.structure, before.keys),
    );
    return { changed: !swapped, summary: `${total} rows in ${target}: the staged table has taken its place.` };
  }
  // One may have got an old number before that was passed: its transaction is over, and it can be seen, only now.
  if (highest !== null) await refuseStrangers(table, `t.${identifier(projection.key)} <= ${highest}`);
  const { rows, more } = await importByRanges(table, deps.throttle(table.definition), before.seeds.length > 0, {
    total,
    sliceMs,
    mayWrite: () => holdLease(ledger, input.run),
  });
  return { changed: rows > 0, summary: `${total} rows in ${target}.`, ...(more && { more }) };
}

async function refuseStrangers({ sides, target, mapping }: AlignedTable, where?: string): Promise<void> {
  const foreign = await findForeignRows(sides.target, target, mapping, where);
  if (foreign !== undefined) throw failure('TargetNotClean', foreign);
}
