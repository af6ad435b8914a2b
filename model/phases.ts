/** The phases of `upgradeCluster`, in the order in which they run when the new APIs open early. */
export const PHASES = [
  'preflight',
  'prepare',
  'freeze',
  'images',
  'compute',
  'volumes',
  'network',
  'controllers',
  'open',
  'hosts',
  'agents',
  'verify',
  'finalize',
] as const;
export type PhaseName = (typeof PHASES)[number];

/** When tenants reach the new APIs: before the hypervisors have their turn, or when all of them are through. */
export const OPENS = ['early', 'late'] as const;
export type Opens = (typeof OPENS)[number];

/** The phases in the order in which they run. */
export function orderPhases(open: Opens): readonly PhaseName[] {
  if (open === 'early') return PHASES;
  const others: readonly PhaseName[] = PHASES.filter((name) => name !== 'open');
  return others.toSpliced(others.indexOf('verify') + 1, 0, 'open');
}

/** Phases that take over what the old control plane has. Once tenants reach the new one they would undo what those do. */
export const CLOSED_PHASES: readonly PhaseName[] = ['freeze', 'images', 'compute', 'volumes', 'network', 'controllers'];
