import { condition } from '@temporalio/workflow';
import type { OpenUndo } from '../../model/ledger';
import { undoInDatacenter } from '../toolbox/activities';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';
import { type UndoTally, withFailed, withUndone } from './undo-tally';

/** Carries out undos one after the other; what comes after one that fails may build on it, and stays. */
export async function undoInTurn(
  { run, commandHandler, status }: Pick<Execution, 'run' | 'commandHandler' | 'status'>,
  undos: readonly OpenUndo[],
  begin: UndoTally,
): Promise<UndoTally> {
  let tally = begin;
  for (const undo of undos) {
    const { step, phase, kind } = undo;
    await condition(() => !commandHandler.state.paused);
    try {
      const activities = undoInDatacenter(run.datacenter, `Undo ${step} (${kind})`);
      await status.during(`undo ${step}`, () => activities.undoStep({ run, step, phase }));
      tally = withUndone(tally, undo);
    } catch (error) {
      status.markUndone('undo-failed', new Set([phase]));
      return withFailed(tally, undo, describe(error));
    }
  }
  return tally;
}
