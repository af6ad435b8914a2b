import { pluralize } from '../../../model/pluralize';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import { count } from '../../toolbox/metrics/count';
import { openAgain } from '../again/open-again';
import { openCopy, type TableInput } from '../context/open-copy';
import { isVerified, readCopiedAgain, recordTable } from '../context/table-fact';
import { proveTable, type ProofOptions } from './prove-table';

/**
 * Proves by range that the target has what the mapping makes of the source: number of rows, and digests that the servers
 * compute. What code has built is proven by the digests of when it was built: of what it was built from, and of the rows
 * themselves. Rows of the source that have changed since they were copied are copied again, and proven. Once proven the table is
 * left alone: Stein's services write into these rows from then on.
 */
export const verifyRows = defineStep({
  name: 'verifyRows',
  once: 'never',
  run: (deps: Dependencies, input: TableInput) => proveRows(deps, input),
});

/** The same, copying again another number of times or after other waits. */
export async function proveRows(
  deps: Dependencies,
  input: TableInput,
  options: Partial<ProofOptions> = {},
): Promise<StepResult> {
  const { table, ledger } = await openCopy(deps, input);
  const { mapping, source, target, projection } = table;
  const { cluster } = input.run;
  if (await isVerified(ledger, cluster, mapping.name))
    return { changed: false, summary: `${target} was verified before.` };

  const again = await openAgain(deps, input, table, ledger);
  // An earlier try's count stays: its rows are not found to differ any more.
  let copiedAgain = await readCopiedAgain(ledger, cluster, mapping.name);
  const before = copiedAgain;
  const record = (rows: number, verified: boolean): Promise<void> =>
    recordTable(ledger, input.run, mapping.name, { source, target, rows, verified, copiedAgain });
  const { rows, others, differences } = await withHeartbeats(
    () => ({ table: mapping.name, comparing: 'both sides' }),
    () =>
      proveTable(table, deps.throttle(table.definition), again, {
        ...options,
        note: (copied, rows) => {
          copiedAgain += copied;
          count('stackleap_rows_copied_total', copied, { cluster, copy: 'again' });
          return record(rows, false);
        },
      }),
  );
  await record(rows, differences.length === 0);
  const told = copiedAgain === 0 ? '' : ` Copied again: ${pluralize(copiedAgain, 'row')} of ${mapping.to.table}.`;
  if (differences.length > 0)
    throw failure(
      'RowsDiffer',
      `${target} is not what ${source} maps to, by ${projection.key}: ${differences.slice(0, 5).join('; ')}.${told}`,
    );
  return {
    changed: copiedAgain > before,
    summary: `${rows} rows of ${target} are what ${source} maps to.${others}${told}`,
  };
}
