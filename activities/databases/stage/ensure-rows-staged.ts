import { exists } from '../../../connectors/mysql/exists';
import { tableName } from '../../../model/quote';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import { count } from '../../toolbox/metrics/count';
import { withHeartbeats } from '../../toolbox/heartbeat';
import { holdLease } from '../../toolbox/lease';
import type { Dependencies } from '../../dependencies';
import { canSwap } from '../context/can-swap';
import { openCopied } from '../context/copied-table';
import { forgetStaging } from '../context/forget-staging';
import { isSwapped } from '../context/is-swapped';
import { estimateRows } from '../sql/estimate-rows';
import { openCopy, type TableInput } from '../context/open-copy';
import { stagedTable } from '../context/other-choices';
import { stagedRows } from '../context/progress';
import { createSeals } from '../context/seals';
import { rangesToCopy, rowsOfRange } from '../context/ranges';
import { inSlices, SLICE_MS } from '../throttle/slices';
import { copyRange } from './stage-range';
import { ensureSecondaryKeys, ensureStagingTable } from './staging-table';

export interface SliceOptions {
  /** Source rows of a range: a transaction of about a second. */
  readonly rowsPerRange?: number;
  readonly sliceMs?: number;
}

const dropStagedRows = stagedTable.undoneBy(async (deps, { mapping: name }, { cluster }) => {
  const { sides, mapping, stagingSchema, staging } = await openCopied(deps, cluster, name);
  if (!(await exists(sides.source, stagingSchema))) return `${stagingSchema} is gone already.`;
  await withHeartbeats(
    () => ({ dropping: staging }),
    () => sides.source.run(`DROP TABLE IF EXISTS ${tableName(stagingSchema, mapping.to.table)}`),
  );
  // Not before: rows without their marks would be staged once more beside themselves.
  await forgetStaging(sides.source, stagingSchema, mapping.name);
  return `${staging} is dropped.`;
});

/** Copies a table's rows, mapped, into its staging table: several ranges at once, each with its mark in one transaction. */
export const ensureRowsStaged = defineStep({
  name: 'ensureRowsStaged',
  once: 'done',
  undo: dropStagedRows,
  run: (deps: Dependencies, input: TableInput) => stageRows(deps, input),
});

/** The same in ranges and slices of other sizes. */
export async function stageRows(
  deps: Dependencies,
  input: TableInput,
  { rowsPerRange, sliceMs = SLICE_MS }: SliceOptions = {},
): Promise<StepResult> {
  const { table, ledger, choices } = await openCopy(deps, input);
  const { mapping, projection, sides, definition, stagingSchema } = table;
  await stagedTable.record(ledger, input, { mapping: mapping.name, choices });
  if (await isSwapped(table)) return { changed: false, summary: `${mapping.from.table} is in the target already.` };
  await ensureStagingTable(table);
  const place = { on: sides.source, into: table.staging, sealed: await canSwap(table) };
  if (place.sealed) await createSeals(sides.source, stagingSchema);

  const throttle = deps.throttle(definition);
  const before = await stagedRows(sides.source, stagingSchema, mapping.name);
  const { rows, more } = await inSlices({
    name: mapping.name,
    items: rangesToCopy(table, rowsPerRange ?? rowsOfRange(projection)),
    atOnce: definition.copy.threads,
    sliceMs,
    before,
    total: await estimateRows(sides.source, table.places.source[mapping.from.database], mapping.from.table),
    mayWrite: () => holdLease(ledger, input.run),
    work: async (range, endsAt) => {
      const copied = await throttle.during(() => copyRange(table, range, place), endsAt);
      count('stackleap_rows_copied_total', copied, { cluster: definition.name, copy: 'staged' });
      return copied;
    },
  });
  if (more === undefined) await ensureSecondaryKeys(table);
  const earlier = before > 0 ? `, ${before} of them before` : '';
  const summary = `${await stagedRows(sides.source, stagingSchema, mapping.name)} rows of ${mapping.from.table} staged${earlier}.`;
  return { changed: rows > 0, summary, ...(more && { more }) };
}
