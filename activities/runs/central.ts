import { createCheckFleet } from './check-fleet';
import { createCheckInput } from './check-input';
import type { Dependencies } from '../dependencies';
import { addHeartbeats } from '../toolbox/heartbeat';
import { createEnsureSchedulePaused, type PauseSchedule } from './ensure-schedule-paused';

/** Activities of the orchestrator's worker: they need no datacenter's credentials. */
export function createCentralRunActivities(deps: Pick<Dependencies, 'readDefinition'>, pauseSchedule: PauseSchedule) {
  return addHeartbeats({
    checkInput: createCheckInput(deps),
    checkFleet: createCheckFleet(deps),
    ensureSchedulePaused: createEnsureSchedulePaused(pauseSchedule),
  });
}

export type CentralRunActivities = ReturnType<typeof createCentralRunActivities>;
