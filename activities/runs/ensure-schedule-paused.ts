import type { StepResult } from '../../model/run';

/** Pauses the schedule with a note; false when there is none or it is paused already. */
export type PauseSchedule = (cluster: string, note: string) => Promise<boolean>;

/** Keeps the next canary from starting, until an operator has looked and unpauses the schedule. */
export function createEnsureSchedulePaused(pauseSchedule: PauseSchedule) {
  return async ({ cluster, note }: { cluster: string; note: string }): Promise<StepResult> => {
    const changed = await pauseSchedule(cluster, note);
    return { changed, summary: changed ? `Paused: ${note}` : 'There was nothing to pause.' };
  };
}
