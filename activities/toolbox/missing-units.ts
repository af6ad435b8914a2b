import type { Blocker } from '../../model/blocker';
import type { UnitState } from './units';

/** Units that `network.services` names on a machine, and systemd does not know there. */
export function missingUnits(machine: string, states: readonly UnitState[]): readonly Blocker[] {
  return states
    .filter(({ exists }) => !exists)
    .map(({ unit }) => ({
      type: 'InvalidDefinition',
      message: `${machine} has no unit ${unit}, which network.services names.`,
    }));
}
