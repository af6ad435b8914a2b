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
