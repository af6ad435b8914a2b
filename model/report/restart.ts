import type { TargetLoss } from './loss';

/** What happens to a hypervisor while its agent is replaced, in this order; without bypass flows two of them are missing. */
export const MOMENTS = ['seeded', 'bridgesChanged', 'started', 'wired', 'unseeded', 'answered'] as const;
export type Moment = (typeof MOMENTS)[number];

/** How one hypervisor bore the change of its agent. */
export interface RestartReport {
  readonly host: string;
  /** In the order of time, by the clock of the probe's machine, in ISO 8601. */
  readonly moments: readonly { readonly name: Moment; readonly at: string }[];
  /**
   * For how long bypass flows stood above all other flows: until then the agent's own rules decide nothing. null without bypass
   * flows.
   */
  readonly seededSeconds: number | null;
  /** What became of the filters that the old agent had in flows while the bypass flows stood above them. */
  readonly exposure: {
    /** Bridges whose flows were copied as they were, so that all they filter went on being filtered. */
    readonly kept: readonly string[];
    /** Ports whose anti-spoofing flows the bypass flows passed by. */
    readonly ports: readonly string[];
    /** For how long they did; 0 when no port was passed by, null when the bypass flows are not known to be gone. */
    readonly seconds: number | null;
  };
  /** For how long each bridge had no flows; null where nothing was seen. */
  readonly bridges: readonly { readonly name: string; readonly gapMs: number | null }[];
  /** What its VMs lost from the proof of readiness until they had answered on the new agent's flows. */
  readonly vms: readonly TargetLoss[];
}
