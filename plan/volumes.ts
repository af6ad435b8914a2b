import type { ClusterDefinition } from '../model/cluster';
import type { PlannedPhase } from '../model/plan/plan';
import { releasePair } from '../releases/register';
import { planTables } from './tables';

/** Cinder's rows into the target. */
export function planVolumes(definition: ClusterDefinition): PlannedPhase {
  const { from, to } = definition.releases;
  return planTables('volumes', definition, releasePair(from, to));
}
