import { setTimeout as sleep } from 'node:timers/promises';
import type { ScheduleHandle } from '@temporalio/client';

const TRIES = 5;
const LOOKS = 10;
const LOOK_MS = 100;

/**
 * Pauses a schedule, or lets it go on, and returns once it is so. Of two changes that reach a schedule at the same moment, such as this
 * one and a trigger, Temporal's server carries out the later one alone: then it is asked again. Fails when it is never so.
 */
export async function setPaused(handle: ScheduleHandle, paused: boolean, note: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    await (paused ? handle.pause(note) : handle.unpause(note));
    for (let looks = 0; looks < LOOKS; looks++) {
      const { state } = await handle.describe();
      if (state.paused === paused && state.note === note) return;
      await sleep(LOOK_MS);
    }
  }
  throw new Error(
    `The schedule ${handle.scheduleId} was to be ${paused ? 'paused' : 'resumed'}, and is not: try again.`,
  );
}
