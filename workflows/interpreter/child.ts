import { allHandlersFinished, condition, ContinueAsNew, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { Board } from '../operator/board';
import type { ChildInput, Execution, Tally } from './execution';
import { workflowFailure } from '../toolbox/failures';
import { historyIsLong } from '../toolbox/history';
import { hearOfHolds } from './hold';
import { Inbox } from '../operator/inbox';
import { runGroups, runLanes } from './run-group';

async function asChild(input: ChildInput, work: (execution: Execution) => Promise<Tally>): Promise<Tally> {
  const { run, plan, phase, onFailure } = input;
  if (workflowInfo().parent === undefined)
    throw workflowFailure('InvalidInput', `${workflowInfo().workflowType} is started by upgradeCluster only.`);
  const inbox = new Inbox(input.commands);
  const board = new Board(run, plan.sha256, [{ name: phase, outcome: 'pending', seconds: 0 }], inbox);
  hearOfHolds(board);
  const since = Date.now();
  board.enterPhase(phase);
  try {
    const tally = await work({ run, plan, inbox, board, onFailure });
    board.leavePhase(phase, 'done', since);
    return tally;
  } catch (error) {
    if (!(error instanceof ContinueAsNew)) board.leavePhase(phase, 'failed', since);
    throw error;
  } finally {
    await condition(allHandlersFinished);
  }
}

/** A child that runs all groups of its phase; hundreds of hosts are more than one history holds. */
export function runPhaseAsChild(input: ChildInput): Promise<Tally> {
  return asChild(input, (execution) =>
    runGroups(execution, input.phase, input.through, async (through) => {
      if (!historyIsLong()) return;
      await condition(allHandlersFinished);
      const commands = { ...execution.inbox.state, pending: [] };
      await continueAsNew<(next: ChildInput) => Promise<Tally>>({ ...input, commands, through });
    }),
  );
}

/** A child that runs the lanes of its group. */
export function runGroupAsChild(input: ChildInput): Promise<Tally> {
  return asChild(input, (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    return runLanes(execution, input.phase, input.group);
  });
}
