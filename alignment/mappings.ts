import type { ClusterDefinition } from '../model/cluster';
import type { ReleasePair, TableMapping } from '../model/mapping';

/** A phase's mappings as they are for one cluster. */
export function mappingsOfPhase(
  pair: ReleasePair,
  phase: keyof ReleasePair['tables'],
  _definition: ClusterDefinition,
): readonly TableMapping[] {
  return pair.tables[phase];
}

/** All mappings of one cluster, phase by phase. */
export function mappingsOf(pair: ReleasePair, definition: ClusterDefinition): readonly TableMapping[] {
  const phases = Object.keys(pair.tables) as (keyof ReleasePair['tables'])[];
  return phases.flatMap((phase) => mappingsOfPhase(pair, phase, definition));
}
