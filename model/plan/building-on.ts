import { PHASES, type PhaseName } from '../phases';

/** They copy what different services have, and do not build on one another. */
const COPIES: readonly PhaseName[] = ['images', 'compute', 'volumes', 'network'];

/** Of phases that have something to undo: those that build on one of `phases`, and are not among them. */
export function buildingOn(phases: readonly PhaseName[], open: readonly PhaseName[]): readonly PhaseName[] {
  const undone = phases.filter((name) => open.includes(name));
  return open.filter((name) => !phases.includes(name) && undone.some((on) => buildsOn(name, on)));
}

function buildsOn(later: PhaseName, on: PhaseName): boolean {
  return PHASES.indexOf(later) > PHASES.indexOf(on) && !(COPIES.includes(later) && COPIES.includes(on));
}
