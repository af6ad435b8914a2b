import type { ClusterDefinition } from '../../model/cluster';
import { PHASES } from '../../model/phases';
import { canonicalJson } from '../../model/plan/canonical-json';
import { planUpgrade } from '../../plan/upgrade';
import { round } from './seconds';

/** Seconds to build a whole plan, check it, and write it as it is stored. */
export function planSeconds(definition: ClusterDefinition): number {
  const began = performance.now();
  canonicalJson(planUpgrade(definition, { phases: PHASES, hosts: null, seedFlows: true }));
  return round((performance.now() - began) / 1000);
}
