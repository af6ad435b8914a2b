import type { Assertion } from '../model/tables/assertion';
import type { ClusterDefinition } from '../model/cluster';
import type { ReleasePair } from '../model/pair/release-pair';
import { fixUpsOf } from './mappings';

/** A phase's assertions about what one cluster copies: those that its fix-ups make true, and those whose fix-up it has switched off. */
export interface ChosenAssertions {
  readonly asserted: readonly Assertion[];
  readonly leftOut: readonly Assertion[];
}

export function assertionsOf(
  pair: ReleasePair,
  phase: keyof ReleasePair['tables'],
  definition: ClusterDefinition,
): ChosenAssertions {
  const on = new Set<string | undefined>(fixUpsOf(pair, definition).map(({ name }) => name));
  const holds = ({ madeTrueBy }: Assertion): boolean => madeTrueBy === undefined || on.has(madeTrueBy);
  const { tables } = definition.alignment;
  const all = pair.assertions[phase].filter(({ optional }) => optional === undefined || tables.includes(optional));
  return { asserted: all.filter(holds), leftOut: all.filter((one) => !holds(one)) };
}
