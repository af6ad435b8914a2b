import { isCancellation, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { undoWorkflowId } from '../../model/names';
import { inDatacenter } from '../toolbox/activities';
import { describe } from '../toolbox/failures';
import type { Execution } from '../interpreter/execution';
import { undoInTurn } from './undo-in-turn';
import type { UndoChoice, UndoStepsInput } from './undo-input';
import { isOver, leftOf, NOTHING_UNDONE, type UndoTally, withKept, withRemark } from './undo-tally';

export interface RolledBack {
  readonly undone: number;
  /** What could not be undone, one line each. */
  readonly left: readonly string[];
}

type Part = Pick<Execution, 'run' | 'commandHandler' | 'status'>;

/**
 * Carries out the open undos of the ledger, the newest first: a few one at a time, more in a child, with hosts side by side. One that
 * fails keeps what it builds on, but not the rest, except when tenants have written: then the point of no return is passed and
 * everything has to stay.
 */
export async function rollBack(part: Part, choice: UndoChoice): Promise<RolledBack> {
  const tally = await undoAll(part, choice);
  const { status } = part;
  const broken = new Set(tally.failed.map(({ phase }) => phase));
  status.markUndone('undo-failed', broken);
  if (!isOver(tally)) status.markUndone('rolled-back', new Set(tally.touched.filter((phase) => !broken.has(phase))));
  return { undone: tally.undone, left: leftOf(tally) };
}

async function undoAll(part: Part, choice: UndoChoice): Promise<UndoTally> {
  const { run } = part;
  let tally = NOTHING_UNDONE;
  while (!isOver(tally)) {
    const reads = inDatacenter(run.datacenter, 'Read the open undos');
    const { undos, kept, many } = await reads.readUndos({ ...choice, run, failed: tally.failed });
    if (many === true) return undoInChild(part, { ...choice, run, tally });
    if (undos.length === 0) return withKept(tally, kept);
    tally = await undoInTurn(part, undos, tally);
  }
  return tally;
}

async function undoInChild(
  { commandHandler, status }: Part,
  input: Omit<UndoStepsInput, 'commands'>,
): Promise<UndoTally> {
  const id = undoWorkflowId(input.run.cluster);
  const start = (commands: UndoStepsInput['commands']) =>
    startChild<(next: UndoStepsInput) => Promise<UndoTally>>('undoSteps', {
      workflowId: id,
      args: [{ ...input, commands }],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: `Roll-back of ${input.run.cluster}`,
    });
  try {
    return await status.during(id, () => commandHandler.adopt(start, (child) => child.result()));
  } catch (error) {
    if (isCancellation(error)) throw error;
    return withRemark(input.tally, `what the ledger still lists: ${describe(error).message}`);
  }
}
