/** The phases of `upgradeCluster`, in the order in which they run. */
export const PHASES = [
  'preflight',
  'prepare',
  'freeze',
  'images',
  'compute',
  'volumes',
  'network',
  'controllers',
  'hosts',
  'agents',
  'verify',
  'open',
  'finalize',
] as const;
export type PhaseName = (typeof PHASES)[number];

/** Phases that wait for an operator's approval before they start. */
export const GATES = ['open', 'finalize'] as const;
export type GateName = (typeof GATES)[number];

export function isGate(phase: PhaseName): phase is GateName {
  return (GATES as readonly string[]).includes(phase);
}
