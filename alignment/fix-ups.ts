import type { ClusterDefinition } from '../model/cluster';
import type { FixUp } from '../model/mapping';
import type { ReleasePair } from '../model/pair/release-pair';
import { assertionsOf } from './assertions';
import { fixUpsOf, mappingsOfPhase } from './mappings';
import type { DatabasePlan } from './table-plan';

/** The fix-ups of these phases' tables: those that are on, and those that the definition switches off. */
export function planFixUps(
  pair: ReleasePair,
  definition: ClusterDefinition,
  phases: readonly (keyof ReleasePair['tables'])[],
): Pick<DatabasePlan, 'fixUps' | 'switchedOff'> {
  const tables = new Set(phases.flatMap((phase) => mappingsOfPhase(pair, phase, definition)).map(({ name }) => name));
  const concerns = ({ changes = {}, everywhere }: FixUp): boolean =>
    everywhere !== undefined || Object.keys(changes).some((table) => tables.has(table));
  const withAll = { ...definition, alignment: { ...definition.alignment, without: [] } };
  const on = fixUpsOf(pair, definition);
  const off = fixUpsOf(pair, withAll).filter((fixUp) => !on.includes(fixUp));
  const unasserted = phases.flatMap((phase) => assertionsOf(pair, phase, definition).leftOut);
  return {
    fixUps: on.filter(concerns).map(({ name, why }) => ({ name, why })),
    switchedOff: off.filter(concerns).map(({ name, why }) => ({
      name,
      why,
      unasserted: unasserted.filter(({ madeTrueBy }) => madeTrueBy === name).map((one) => one.name),
    })),
  };
}
