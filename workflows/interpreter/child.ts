import {
  allHandlersFinished,
  condition,
  ContinueAsNew,
  continueAsNew,
  patched,
  workflowInfo,
} from '@temporalio/workflow';
import { RunStatus } from '../operator/run-status';
import type { ChildInput, Execution, ResumePoint, RunSummary } from './execution';
import { workflowFailure } from '../toolbox/failures';
import { historyIsLong } from '../toolbox/history';
import { hearOfHolds } from './hold';
import { hearOfSetAside } from './set-aside';
import { CommandHandler } from '../operator/command-handler';
import { storeFound } from './found';
import { runInWindow } from './run-in-window';
import { Slots } from './slots';
import { runInBatches } from './run-in-batches';
import { runGroups, runTracks } from './run-group';

/** Where children are all that a history has, it never comes near 2,000 events. */
const RENEWED_AFTER = 1_000;

async function asChild(input: ChildInput, work: (execution: Execution) => Promise<RunSummary>): Promise<RunSummary> {
  const { run, plan, phase, onFailure, failureBudget = 0, gates = [] } = input;
  if (workflowInfo().parent === undefined)
    throw workflowFailure('InvalidInput', `${workflowInfo().workflowType} is started by upgradeCluster only.`);
  const commandHandler = new CommandHandler(input.commands);
  if (gates.length > 0) commandHandler.gates = gates;
  const status = new RunStatus(run, plan.sha256, [{ name: phase, outcome: 'pending', seconds: 0 }], commandHandler);
  hearOfHolds(status);
  hearOfSetAside(status, commandHandler);
  const slots = input.slots && new Slots(input.slots, input.group?.name ?? '', commandHandler);
  const since = Date.now();
  status.enterPhase(phase);
  try {
    const summary = await work({ run, plan, commandHandler, status, onFailure, failureBudget, gates, slots });
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
  return asChild(input, (execution) => {
    const renew = renewing(input, execution);
    // Earlier versions ended a batch before the next one began.
    if (input.phase === 'hosts' && patched('hosts-in-a-window'))
      return runInWindow(execution, input.phase, input.through, renew);
    return runGroups(execution, input.phase, input.through, async (through) => {
      if (historyIsLong()) await renew(through);
    });
  });
}

/** Goes on in a new history from a point at which nothing is in flight; does not return. */
function renewing(input: ChildInput, { commandHandler, slots }: Execution): (through: ResumePoint) => Promise<void> {
  return async (through) => {
    await condition(allHandlersFinished);
    const commands = { ...commandHandler.state, pending: [] };
    await continueAsNew<(next: ChildInput) => Promise<RunSummary>>({
      ...{ ...input, commands, through },
      ...(slots && { slots: slots.carried }),
    });
  };
}

/** A child that looks at all hosts of its group in children of its own, and gathers what they find. */
export function runGroupInBatches(input: ChildInput): Promise<RunSummary> {
  return asChild(input, (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    return runInBatches(execution, input.phase, input.group, input.looked, async (looked) => {
      if (!historyIsLong(RENEWED_AFTER)) return;
      await condition(allHandlersFinished);
      const commands = { ...execution.commandHandler.state, pending: [] };
      await continueAsNew<(next: ChildInput) => Promise<RunSummary>>({ ...input, commands, looked });
    });
  });
}

/** A child that looks at a range of its group's hosts. All that it finds is stored, the first of it is returned. */
export function runRangeAsChild(input: ChildInput): Promise<RunSummary> {
  return asChild(input, async (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    const { steps, blockers } = await runTracks(execution, input.phase, input.group, input.range);
    return { steps, ...(await storeFound(execution.run, blockers)) };
  });
}

/** A child that runs the tracks of its group. */
export function runGroupAsChild(input: ChildInput): Promise<RunSummary> {
  return asChild(input, (execution) => {
    if (input.group === null) throw workflowFailure('InvalidInput', 'The group is missing.');
    return runTracks(execution, input.phase, input.group, undefined, input.through, renewing(input, execution));
  });
}
