import { createCheckInput } from './check-input';
import type { Dependencies } from '../dependencies';
import { beating } from '../toolbox/heartbeat';
import { createEnsureSchedulePaused, type PauseSchedule } from './ensure-schedule-paused';

/** Activities of the orchestrator's worker: they need no datacenter's credentials. */
export function createCentralRunActivities(deps: Pick<Dependencies, 'readDefinition'>, pauseSchedule: PauseSchedule) {
  return beating({
    checkInput: createCheckInput(deps),
    ensureSchedulePaused: createEnsureSchedulePaused(pauseSchedule),
  });
}

export type CentralRunActivities = ReturnType<typeof createCentralRunActivities>;
