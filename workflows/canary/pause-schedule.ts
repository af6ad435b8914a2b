import type { ErrorType } from '../../model/errors';
import { central } from '../toolbox/activities';
import { workflowFailure } from '../toolbox/failures';

/** Pauses the schedule that starts this cluster's canaries; nothing when there is none. */
export async function pauseSchedule(cluster: string, note: string): Promise<void> {
  await central(`Pause the canary's schedule`).ensureSchedulePaused({ cluster, note });
}

/** Ends a bad canary: pauses its schedule with the reason, and rejects with it. */
export async function endBad(cluster: string, type: ErrorType, reason: string): Promise<never> {
  await pauseSchedule(cluster, reason);
  throw workflowFailure(type, reason);
}
