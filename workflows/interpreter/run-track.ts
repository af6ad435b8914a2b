import { isCancellation, patched } from '@temporalio/workflow';
import type { StepName } from '../../activities/steps/list';
import type { Blocker } from '../../model/blocker';
import type { ErrorType } from '../../model/errors';
import type { PhaseName } from '../../model/phases';
import type { Track, Step } from '../../model/plan/plan';
import { stepActivities } from '../toolbox/activities';
import type { Execution, RunSummary } from './execution';
import { describe, stepFailure, throwIfCancelled, workflowFailure } from '../toolbox/failures';
import type { CommandHandler } from '../operator/command-handler';
import { Hold } from './hold';
import { soak } from './soak';
import { undoTrack } from './undo-track';

/** Where a track begins, and what ends it at a border between two steps, or between two calls of one. */
export interface Course {
  /** Steps that an earlier history has carried out. */
  readonly from: number;
  /** A guest was disturbed on another host. */
  readonly stopped: () => boolean;
  /** The history is long: the rest comes in the next one. */
  readonly renewed: () => boolean;
}

/** What a track came to in this history. */
export interface TrackSummary extends RunSummary {
  /** The next history has the rest. */
  readonly unfinished: boolean;
}

/** Carries out a track's steps one after the other; pause, hold, skip and stop take effect between steps, and so does the course. */
export async function runTrack(
  execution: Execution,
  phase: PhaseName,
  track: Track<StepName>,
  course: Course,
): Promise<TrackSummary> {
  let steps = 0;
  const blockers: Blocker[] = [];
  for (const step of track.steps.slice(course.from)) {
    const border = await execution.commandHandler.border(track.name);
    if (course.stopped())
      throw workflowFailure('Aborted', `Stopped before ${step.id}: a guest was disturbed on another host.`);
    if (border === 'stop') throw workflowFailure('Aborted', `Stopped before ${step.id}.`);
    if (border === 'skip') {
      await undoTrack(execution, phase, track);
      break;
    }
    if (course.renewed()) return { steps, blockers, unfinished: true };
    const found = await execution.status.during(step.id, () => runStep(execution, phase, track, step, course));
    if (found === 'renewed') return { steps, blockers, unfinished: true };
    blockers.push(...found);
    steps++;
  }
  return { steps, blockers, unfinished: false };
}

/** What a step of several hosts is told of those that an operator has skipped, and that were set aside. */
function leftOut({ input }: Step, { state }: CommandHandler): { readonly without?: readonly string[] } {
  const without = [...state.skipped, ...(state.setAside ?? []).map(({ host }) => host)];
  return 'hosts' in input && without.length > 0 ? { without } : {};
}

/** A step that returns only to show how far it is, is called again: between its parts it hears commands. */
async function runStep(
  execution: Execution,
  phase: PhaseName,
  track: Track<StepName>,
  step: Step<StepName>,
  { stopped, renewed }: Course,
): Promise<readonly Blocker[] | 'renewed'> {
  const { run, status, commandHandler } = execution;
  const activity = stepActivities(run.datacenter, phase, step.summary)[step.activity];
  const hold = new Hold(execution, track.name);
  try {
    for (;;) {
      const without = leftOut(step, commandHandler);
      const { retries } = commandHandler.state;
      const result = await activity({ ...step.input, ...without, run: { ...run }, step: step.id, phase });
      throwIfCancelled();
      if (result.hold !== undefined) await hold.wait(result.hold, retries);
      // earlier versions took what is to be asked again for done
      else if (result.soakMs !== undefined && patched('canaries-soak')) await soak(execution, phase, result.soakMs);
      else if (result.more === undefined) return result.blockers ?? [];
      else status.note(step.id, result.more.text);
      const border = await commandHandler.border(track.name);
      if (stopped())
        throw workflowFailure('Aborted', `Stopped during ${step.id}: a guest was disturbed on another host.`);
      if (border === 'stop') throw workflowFailure('Aborted', `Stopped during ${step.id}.`);
      if (border === 'skip' && result.hold !== undefined) return [];
      if (renewed()) return 'renewed';
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    throwIfCancelled();
    // In preflight a failed look is one blocker among others: the operator is to see all of them at once.
    if (phase === 'preflight') return [blockerOf(step, error)];
    throw stepFailure(step.id, error);
  } finally {
    await hold.end();
  }
}

function blockerOf(step: Step, error: unknown): Blocker {
  const { type, message } = describe(error);
  return { type: type as ErrorType, message: `${step.summary}: ${message}` };
}
