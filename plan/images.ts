import type { ClusterDefinition } from '../model/cluster';
import type { PlannedPhase } from '../model/plan/plan';
import { releasePair } from '../releases/register';
import { planTables } from './tables';

/** Glance's rows into the target. */
export function planImages(definition: ClusterDefinition): PlannedPhase {
  const { from, to } = definition.releases;
  return planTables('images', definition, releasePair(from, to));
}
