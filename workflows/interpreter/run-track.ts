import { isCancellation } from '@temporalio/workflow';
import type { StepName } from '../../activities/steps/list';
import type { Blocker } from '../../model/blocker';
import type { ErrorType } from '../../model/errors';
import type { PhaseName } from '../../model/phases';
import type { Track, Step } from '../../model/plan/plan';
import { stepActivities } from '../toolbox/activities';
import type { Execution, RunSummary } from './execution';
import { describe, stepFailure, workflowFailure } from '../toolbox/failures';
import { waitWhileHeld } from './hold';

/** Carries out a track's steps one after the other; pause, hold, skip and stop take effect between steps, and so does `stopped`. */
export async function runTrack(
  execution: Execution,
  phase: PhaseName,
  track: Track<StepName>,
  stopped: () => boolean = () => false,
): Promise<RunSummary> {
  let steps = 0;
  const blockers: Blocker[] = [];
  for (const step of track.steps) {
    const border = await execution.commandHandler.border(track.name);
    if (stopped())
      throw workflowFailure('Aborted', `Stopped before ${step.id}: a guest was disturbed on another host.`);
    if (border === 'stop') throw workflowFailure('Aborted', `Stopped before ${step.id}.`);
    if (border === 'skip') break;
    blockers.push(...(await execution.status.during(step.id, () => runStep(execution, phase, track, step, stopped))));
    steps++;
  }
  return { steps, blockers };
}

/** A step that returns only to show how far it is, is called again: between its parts it hears commands. */
async function runStep(
  execution: Execution,
  phase: PhaseName,
  track: Track<StepName>,
  step: Step<StepName>,
  stopped: () => boolean,
): Promise<readonly Blocker[]> {
  const { run, status, commandHandler } = execution;
  const activity = stepActivities(run.datacenter, phase, step.summary)[step.activity];
  try {
    for (let looks = 0; ; looks++) {
      const result = await activity({ ...step.input, run: { ...run }, step: step.id, phase });
      if (result.hold !== undefined) await waitWhileHeld(execution, track.name, result.hold, looks);
      else if (result.more === undefined) return result.blockers ?? [];
      else status.note(step.id, result.more.text);
      const border = await commandHandler.border(track.name);
      if (stopped())
        throw workflowFailure('Aborted', `Stopped during ${step.id}: a guest was disturbed on another host.`);
      if (border === 'stop') throw workflowFailure('Aborted', `Stopped during ${step.id}.`);
      if (border === 'skip' && result.hold !== undefined) return [];
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    // In preflight a failed look is one blocker among others: the operator is to see all of them at once.
    if (phase === 'preflight') return [blockerOf(step, error)];
    throw stepFailure(step.id, error);
  }
}

function blockerOf(step: Step, error: unknown): Blocker {
  const { type, message } = describe(error);
  return { type: type as ErrorType, message: `${step.summary}: ${message}` };
}
