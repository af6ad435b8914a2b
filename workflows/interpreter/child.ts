import { allHandlersFinished, condition, ContinueAsNew, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { RunStatus } from '../operator/run-status';
import type { ChildInput, Execution, ResumePoint, RunSummary } from './execution';
import { workflowFailure } from '../toolbox/failures';
import { historyIsLong } from '../toolbox/history';
import { hearOfHolds } from './hold';
import { CommandHandler } from '../operator/command-handler';
import { runGroups, runTracks } from './run-group';

async function asChild(input: ChildInput, work: (execution: Execution) => Promise<RunSummary>): Promise<RunSummary> {
  const { run, plan, phase, onFailure } = input;
  if (workflowInfo().parent === undefined)
    throw workflowFailure('InvalidInput', `${workflowInfo().workflowType} is started by upgradeCluster only.`);
  const commandHandler = new CommandHandler(input.commands);
  const status = new RunStatus(run, plan.sha256, [{ name: phase, outcome: 'pending', seconds: 0 }], commandHandler);
  hearOfHolds(status);
  const since = Date.now();
  status.enterPhase(phase);
  try {
    const summary = await work({ run, plan, commandHandler, status, onFailure });
    status.leavePhase(phase, 'done', since);
    return summary;
  } catch (error) {
    if (!(error instanceof ContinueAsNew)) status.leavePhase(phase, 'failed', since);
    throw error;
  } finally {
    await condition(allHandlersFinished);
  }
}

/** A child that runs all groups of its phase; hundreds of hosts are more than one history holds. */
export function runPhaseAsChild(input: ChildInput): Promise<RunSummary> {
  return asChild(input, (execution) =>
    runGroups(execution, input.phase, input.through, async (through) => {
      if (historyIsLong()) await renewing(input, execution)(through);
    }),
  );
}

/** Goes on in a new history from a point at which nothing is in flight; does not return. */
function renewing(input: ChildInput, { commandHandler }: Execution): (through: ResumePoint) => Promise<void> {
  return async (through) => {
    await condition(allHandlersFinished);
    const commands = { ...commandHandler.state, pending: [] };
    await continueAsNew<(next: ChildInput) => Promise<RunSummary>>({ ...input, commands, through });
  };
}

/** A child that runs the tracks of its group. */
export function runGroupAsChild(input: ChildInput): Promise<RunSummary> {
  return asChild(input, (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    return runTracks(execution, input.phase, input.group, input.through, renewing(input, execution));
  });
}
