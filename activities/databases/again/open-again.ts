import type { Ledger } from '../../../model/ledger';
import { tableStepId } from '../../../model/names';
import type { StepInput } from '../../../model/run';
import type { Dependencies } from '../../dependencies';
import { readOpenedAt } from '../../services/open-fact';
import { holdLease } from '../../toolbox/lease';
import type { AlignedTable } from '../context/aligned-table';
import { isSwapped } from '../context/is-swapped';
import type { AgainOptions } from './copy-behind';

/**
 * How rows of a table are copied again. Undefined where none may be: nothing would take them out again, as the undo of the first
 * copy is not open, or tenants have reached the new APIs.
 */
export async function openAgain(
  deps: Pick<Dependencies, 'throttle'>,
  { run, phase }: StepInput,
  table: AlignedTable,
  ledger: Ledger,
): Promise<AgainOptions | undefined> {
  const undo = await ledger.readUndo(run.cluster, tableStepId(phase, table.mapping.name, 'import'));
  if (undo === undefined || (await readOpenedAt(ledger, run.cluster)) !== undefined) return undefined;
  return {
    swapped: await isSwapped(table),
    throttle: deps.throttle(table.definition),
    mayWrite: () => holdLease(ledger, run),
  };
}
