import { allHandlersFinished, condition, workflowInfo } from '@temporalio/workflow';
import { Board } from './board';
import type { ChildInput, Execution, Tally } from './execution';
import { workflowFailure } from './failures';
import { Inbox } from './inbox';
import { runGroups, runLanes } from './run-group';

async function asChild(input: ChildInput, work: (execution: Execution) => Promise<Tally>): Promise<Tally> {
  const { run, plan, phase } = input;
  if (workflowInfo().parent === undefined)
    throw workflowFailure('InvalidInput', `${workflowInfo().workflowType} is started by upgradeCluster only.`);
  const inbox = new Inbox(input.commands);
  const board = new Board(run, plan.sha256, [{ name: phase, outcome: 'pending', seconds: 0 }], inbox);
  const since = Date.now();
  board.enterPhase(phase);
  try {
    const tally = await work({ run, plan, inbox, board });
    board.leavePhase(phase, 'done', since);
    return tally;
  } catch (error) {
    board.leavePhase(phase, 'failed', since);
    throw error;
  } finally {
    await condition(allHandlersFinished);
  }
}

/** A child that runs all groups of its phase. */
export function runPhaseAsChild(input: ChildInput): Promise<Tally> {
  return asChild(input, (execution) => runGroups(execution, input.phase));
}

/** A child that runs the lanes of its group. */
export function runGroupAsChild(input: ChildInput): Promise<Tally> {
  return asChild(input, (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    return runLanes(execution, input.phase, input.group);
  });
}
