import type { TargetLoss } from './loss';

/** What happens to a hypervisor while its agent is replaced, in this order; without seeds two of them are missing. */
export const MOMENTS = ['seeded', 'bridgesChanged', 'started', 'wired', 'unseeded', 'answered'] as const;
export type Moment = (typeof MOMENTS)[number];

/** How one hypervisor bore the change of its agent. */
export interface RestartReport {
  readonly host: string;
  /** In the order of time, by the clock of the probe's machine, in ISO 8601. */
  readonly moments: readonly { readonly name: Moment; readonly at: string }[];
  /** For how long seeds stood above all other flows: until then the agent's own rules decide nothing. null without seeds. */
  readonly seededSeconds: number | null;
  /** For how long each bridge had no flows; null where nothing was seen. */
  readonly bridges: readonly { readonly name: string; readonly gapMs: number | null }[];
  /** What its VMs lost from the proof of readiness until they had answered on the new agent's flows. */
  readonly vms: readonly TargetLoss[];
}
