import type { NetworkService } from '../network-services';

/** `unfinished`: the old agents were stopped, and neither the new side was proven to serve nor the old one put back. */
export const HAND_OVER_OUTCOMES = ['handed-over', 'put-back', 'unfinished'] as const;
export type HandOverOutcome = (typeof HAND_OVER_OUTCOMES)[number];

/** How a network service went from its old agents to the new ones; the fact `services/<service>` has the same shape. */
export interface ServiceReport {
  readonly service: NetworkService;
  readonly outcome: HandOverOutcome;
  /** Where its new agents are. */
  readonly machines: readonly string[];
  /** When the old agents were first asked to stop, by the worker's clock, in ISO 8601; null where that was missed. */
  readonly stoppedAt: string | null;
  /**
   * DHCP: from `stoppedAt` until every lease check had renewed its lease. L3 and metadata: the longest time in which the check did
   * not work. Until the old side was back where the new one never served; null where it was not measured.
   */
  readonly gapMs: number | null;
  /** How long it took to put the old side back; null while that was not done. */
  readonly backMs: number | null;
  /** How many networks are served; null for L3 and metadata. */
  readonly networks: number | null;
  /** Networks on which a lease check renewed a lease from a new server. */
  readonly renewed: readonly string[];
}
