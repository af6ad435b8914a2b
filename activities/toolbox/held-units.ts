import type { ClusterDefinition } from '../../model/cluster';
import { modulesOf } from '../../model/pair/modules-of';
import type { ReleasePair } from '../../model/pair/release-pair';
import type { HeldUnit } from '../../model/pair/units';

/** The units that are held while packages are swapped: the pair's, and those that modules name besides. */
export function heldUnits(
  definition: Pick<ClusterDefinition, 'modules'>,
  pair: Pick<ReleasePair, 'modules' | 'units'>,
): readonly HeldUnit[] {
  const known = new Set(pair.units.held.map(({ unit }) => unit));
  const more = modulesOf(definition, pair).flatMap(({ name, units }) =>
    units
      .filter((unit) => !known.has(unit))
      .map((unit): HeldUnit => ({ unit, how: 'keep', why: `the module ${name} names it` })),
  );
  return [...pair.units.held, ...more];
}
