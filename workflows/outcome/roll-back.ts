import { isCancellation, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { undoWorkflowId } from '../../model/names';
import { inDatacenter } from '../toolbox/activities';
import { describe } from '../toolbox/failures';
import type { Execution } from '../interpreter/execution';
import { listOpen } from './list-open';
import { undoInTurn } from './undo-in-turn';
import type { UndoChoice, UndoStepsInput } from './undo-input';
import { isOver, leftOf, NOTHING_UNDONE, type UndoTally, withKept, withRemark } from './undo-tally';

export interface RolledBack {
  readonly undone: number;
  /** What could not be undone, or was not any more, one line each. */
  readonly left: readonly string[];
  /** Whether an operator stopped it between two undos. */
  readonly stopped: boolean;
}

type Part = Pick<Execution, 'run' | 'commandHandler' | 'status'>;

/** How far it came; not `whole` where it broke off before the ledger had no more to give. */
interface Undone {
  readonly tally: UndoTally;
  readonly whole: boolean;
}

/**
 * Carries out the open undos of the ledger, the newest first: a few one at a time, more in a child, with hosts side by side. One that
 * fails keeps what it builds on, but not the rest, except when tenants have written: then the point of no return is passed and
 * everything has to stay. An operator may stop it between two undos.
 */
export async function rollBack(part: Part, choice: UndoChoice): Promise<RolledBack> {
  const { status, commandHandler } = part;
  commandHandler.turnBack();
  const { tally, whole } = await undoAll(part, choice);
  const broken = new Set(tally.failed.map(({ phase }) => phase));
  status.markUndone('undo-failed', broken);
  const open = commandHandler.stopsTurning() ? await listOpen(part, choice, tally.failed) : [];
  const stopped = open.length > 0;
  if (whole && !stopped) status.markUndone('rolled-back', new Set(tally.touched.filter((phase) => !broken.has(phase))));
  return { undone: tally.undone, left: [...leftOf(tally), ...open], stopped };
}

async function undoAll(part: Part, choice: UndoChoice): Promise<Undone> {
  const { run, commandHandler } = part;
  let tally = NOTHING_UNDONE;
  while (!isOver(tally) && !commandHandler.stopsTurning()) {
    const reads = inDatacenter(run.datacenter, 'Read the open undos');
    const page = await reads.readUndos({ ...choice, run, failed: tally.failed }).catch((error: unknown) => {
      if (isCancellation(error)) throw error;
      tally = withRemark(tally, `what the ledger still lists: it cannot be read: ${describe(error).message}`);
    });
    if (page === undefined) return { tally, whole: false };
    if (page.many === true) return undoInChild(part, { ...choice, run, tally });
    if (page.undos.length === 0) return { tally: withKept(tally, page.kept), whole: true };
    tally = await undoInTurn(part, page.undos, tally);
  }
  return { tally, whole: false };
}

async function undoInChild({ commandHandler, status }: Part, input: Omit<UndoStepsInput, 'commands'>): Promise<Undone> {
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
    const tally = await status.during(id, () => commandHandler.adopt(start, (child) => child.result()));
    return { tally, whole: !isOver(tally) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { tally: withRemark(input.tally, `what the ledger still lists: ${describe(error).message}`), whole: false };
  }
}
