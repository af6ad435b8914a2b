import { defineSignal, setHandler } from '@temporalio/workflow';
import type { StepName } from '../../activities/steps/list';
import { REASON_CHARACTERS, type SetAside } from '../../model/failure-budget/set-aside';
import type { PhaseName } from '../../model/phases';
import type { Track } from '../../model/plan/plan';
import type { CommandHandler } from '../operator/command-handler';
import type { RunStatus } from '../operator/run-status';
import { describe, stepFailure } from '../toolbox/failures';
import { signalParent } from '../toolbox/signal-parent';
import type { Execution } from './execution';
import { concernsOneHost, isHostPhase } from './concerns-one-host';
import { undoTrack } from './undo-track';

/** A child tells its parent which host it has set aside. */
const SET_ASIDE = defineSignal<[SetAside]>('setAside');

/** Keeps what children have set aside, here and in every workflow above: what comes after it leaves the host out. */
export function hearOfSetAside(status: RunStatus, commandHandler: CommandHandler): void {
  setHandler(SET_ASIDE, async (one) => {
    commandHandler.setAside(one);
    status.publish();
    await signalParent(SET_ASIDE, one);
  });
}

/**
 * Takes a host that has failed back alone and leaves it out from now on, where the budget allows it. Rejects with the failure where it
 * does not, where it may concern other hosts as well, and where the host cannot be taken back.
 */
export async function setAside(
  execution: Execution,
  phase: PhaseName,
  track: Track<StepName>,
  error: unknown,
): Promise<void> {
  const { commandHandler, status } = execution;
  const { type, message } = describe(error);
  const { name, steps } = track;
  const failed = steps.find(({ id }) => message.startsWith(`${id}: `));
  if (!isHostPhase(phase) || failed === undefined) throw error;
  if (!concernsOneHost(phase, type, failed.activity) || !isWithinBudget(execution)) throw error;
  const one = { host: name, phase, type, message: message.slice(0, REASON_CHARACTERS) };
  // at once: another host of the batch may fail meanwhile, and the budget is one
  commandHandler.setAside(one);
  await execution.slots?.tell({ setAside: one });
  try {
    await undoTrack(execution, phase, track);
  } catch (undo) {
    commandHandler.takeUp(phase, ({ host }) => host === name);
    throw stepFailure(message, undo);
  }
  status.publish();
  await signalParent(SET_ASIDE, one);
}

function isWithinBudget({ commandHandler, onFailure, failureBudget }: Execution): boolean {
  const { stop, setAside: before = [] } = commandHandler.state;
  return onFailure === 'ask' && stop === null && before.length < failureBudget;
}
