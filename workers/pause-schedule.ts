import { getClient } from '@temporalio/activity';
import { ScheduleNotFoundError } from '@temporalio/client';
import type { PauseSchedule } from '../activities/runs/ensure-schedule-paused';
import { canaryScheduleId } from '../model/names';
import { setPaused } from './set-paused';

/** Pauses a cluster's canary schedule by the worker's own connection. */
export const pauseCanarySchedule: PauseSchedule = async (cluster, note) => {
  const handle = getClient().schedule.getHandle(canaryScheduleId(cluster));
  try {
    const { state } = await handle.describe();
    if (state.paused) return false;
    await setPaused(handle, true, note);
    return true;
  } catch (error) {
    // A canary started by hand has no schedule.
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
};
