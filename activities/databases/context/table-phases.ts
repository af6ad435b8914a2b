import type { PhaseName } from '../../../model/phases';
import type { ReleasePair } from '../../../model/pair/release-pair';

/** A phase that copies tables. */
export type TablePhase = keyof ReleasePair['tables'];

/** Those of some phases that copy tables, in the pair's order. */
export function tablePhases(pair: ReleasePair, phases: readonly PhaseName[]): readonly TablePhase[] {
  return (Object.keys(pair.tables) as TablePhase[]).filter((phase) => phases.includes(phase));
}
