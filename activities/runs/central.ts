import { createCheckFleet } from './check-fleet';
import { createCheckInput } from './check-input';
import type { Dependencies } from '../dependencies';
import { addHeartbeats } from '../toolbox/heartbeat';
import { createEnsureSchedulePaused, type PauseSchedule } from './ensure-schedule-paused';

/** Activities of the orchestrator's worker: they need no datacenter's credentials. `now` is the clock of maintenance windows. */
export function createCentralRunActivities(
  deps: Pick<Dependencies, 'readDefinition'>,
  pauseSchedule: PauseSchedule,
  now?: () => number,
) {
  return addHeartbeats({
    checkInput: createCheckInput(deps, now),
    checkFleet: createCheckFleet(deps),
    ensureSchedulePaused: createEnsureSchedulePaused(pauseSchedule),
  });
}

export type CentralRunActivities = ReturnType<typeof createCentralRunActivities>;
