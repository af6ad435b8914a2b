import type { ClusterDefinition } from '../model/cluster';
import type { PlannedPhase } from '../model/plan/plan';
import { releasePair } from '../releases/register';
import { planTables } from './tables';

/** Nova's rows into the target: its API's database and the cell's. */
export function planCompute(definition: ClusterDefinition): PlannedPhase {
  const { from, to } = definition.releases;
  return planTables('compute', definition, releasePair(from, to));
}
