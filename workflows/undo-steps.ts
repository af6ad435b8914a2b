import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  ParentClosePolicy,
  startChild,
  workflowInfo,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { inWindow } from '../model/in-window';
import { undoWorkflowId } from '../model/names';
import type { CommandState } from '../model/operator/command-state';
import type { HostUndos, UndoBatch } from '../model/plan/undo-batch';
import type { Page } from '../model/plan/plan-page';
import { CommandHandler } from './operator/command-handler';
import { RunStatus } from './operator/run-status';
import { undoInTurn } from './outcome/undo-in-turn';
import type { UndoBatchInput, UndoStepsInput } from './outcome/undo-input';
import { isOver, NOTHING_UNDONE, together, type UndoTally, withKept, withRemark } from './outcome/undo-tally';
import { inDatacenter } from './toolbox/activities';
import { describe, workflowFailure } from './toolbox/failures';
import { historyIsLong } from './toolbox/history';

/** A page of undos is at most 300 events, so that no history comes near 2,000. */
const RENEWED_AFTER = 1_000;

/** Undoes whatever the ledger lists, the newest first: pages one after the other, hosts in batches side by side. */
export async function undoSteps(input: UndoStepsInput): Promise<UndoTally> {
  const part = openPart(input);
  const { run, phases, plan } = input;
  let { tally } = input;
  while (!isOver(tally) && !part.commandHandler.stopsTurning()) {
    const reads = inDatacenter(run.datacenter, 'Read the open undos');
    const next = await reads.readUndoBatches({ run, phases, plan, failed: tally.failed });
    if (next.undos.length === 0 && next.batches.length === 0) return withKept(tally, next.kept);
    tally = await undoInTurn(part, next.undos, tally);
    const undone: UndoTally[] = [];
    await inWindow(next.batches, next.batches.length, async (batch) => undone.push(await undoInBatch(part, batch)));
    tally = undone.reduce(together, tally);
    // what broke off would be tried again without end
    if (undone.some(({ remarks }) => remarks.length > 0)) return tally;
    if (!historyIsLong(RENEWED_AFTER)) continue;
    await condition(allHandlersFinished);
    const commands = { ...part.commandHandler.state, pending: [] };
    await continueAsNew<typeof undoSteps>({ ...input, tally, commands });
  }
  return tally;
}

/** Undoes hosts side by side, each host's steps the newest first. */
export async function undoHostBatch(input: UndoBatchInput): Promise<UndoTally> {
  const part = openPart(input);
  const { run, batch } = input;
  const tallies: UndoTally[] = [];
  for (let from: number | null = 0; from !== null;) {
    const reads = inDatacenter(run.datacenter, 'Read the undos of hosts');
    const page: Page<HostUndos> = await reads.readUndosOfHosts({ run, batch, from });
    await inWindow(page.items, page.items.length, async ({ undos }) =>
      tallies.push(await undoInTurn(part, undos, NOTHING_UNDONE)),
    );
    from = page.next;
  }
  return tallies.reduce(together, NOTHING_UNDONE);
}

type Part = Parameters<typeof undoInTurn>[0];

function openPart({ run, commands }: Pick<UndoBatchInput, 'run' | 'commands'>): Part {
  if (workflowInfo().parent === undefined)
    throw workflowFailure('InvalidInput', `${workflowInfo().workflowType} is started by a roll-back only.`);
  const commandHandler = new CommandHandler(commands);
  commandHandler.mode = 'rolling back';
  return { run, commandHandler, status: new RunStatus(run, '', [], commandHandler) };
}

async function undoInBatch({ run, commandHandler, status }: Part, batch: UndoBatch): Promise<UndoTally> {
  const id = undoWorkflowId(run.cluster, batch.sha256);
  const start = (commands: CommandState) =>
    startChild<typeof undoHostBatch>('undoHostBatch', {
      workflowId: id,
      args: [{ run, batch, commands }],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: `Roll-back of ${batch.hosts} hosts of ${run.cluster}`,
    });
  try {
    return await status.during(id, () => commandHandler.adopt(start, (child) => child.result()));
  } catch (error) {
    if (isCancellation(error)) throw error;
    return withRemark(NOTHING_UNDONE, `a batch of ${batch.hosts} hosts: ${describe(error).message}`);
  }
}
