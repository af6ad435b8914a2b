import type { PhaseName } from '../../model/phases';
import type { UpgradeOptions } from '../../model/upgrade';
import { createCheckInput } from './check-input';
import type { Dependencies } from '../dependencies';
import { createEnsureSchedulePaused, type PauseSchedule } from './ensure-schedule-paused';

/** Each workflow's input after the check, every default filled in. */
export interface CheckedInput {
  readonly upgradeCluster: { readonly options: UpgradeOptions; readonly datacenter: string };
  readonly planCluster: { readonly options: UpgradeOptions; readonly datacenter: string };
  readonly rollBackCluster: {
    readonly cluster: string;
    readonly phases: readonly PhaseName[] | null;
    readonly datacenter: string;
  };
  readonly canaryUpgrade: { readonly cluster: string; readonly count: number; readonly datacenter: string };
}

/** Activities of the orchestrator's worker: they need no datacenter's credentials. */
export function createCentralRunActivities(deps: Pick<Dependencies, 'readDefinition'>, pauseSchedule: PauseSchedule) {
  return {
    checkInput: createCheckInput(deps),
    ensureSchedulePaused: createEnsureSchedulePaused(pauseSchedule),
  };
}

export type CentralRunActivities = ReturnType<typeof createCentralRunActivities>;
