import { orderPhases, type Opens, type PhaseName } from '../phases';

/** They copy what different services have, and do not build on one another. */
const COPIES: readonly PhaseName[] = ['images', 'compute', 'volumes', 'network'];

/** Of phases that have something to undo: those that build on one of `phases`, and are not among them. */
export function buildingOn(
  phases: readonly PhaseName[],
  open: readonly PhaseName[],
  opens: Opens,
): readonly PhaseName[] {
  const order = orderPhases(opens);
  const buildsOn = (later: PhaseName, on: PhaseName): boolean =>
    order.indexOf(later) > order.indexOf(on) && !(COPIES.includes(later) && COPIES.includes(on));
  const undone = phases.filter((name) => open.includes(name));
  return open.filter((name) => !phases.includes(name) && undone.some((on) => buildsOn(name, on)));
}
