/** What one target lost while it was probed. Counts are echo requests; gaps in milliseconds. */
export interface TargetLoss {
  readonly name: string;
  /** The hypervisor of a VM; '' for a control target. */
  readonly host: string;
  readonly sent: number;
  readonly lost: number;
  /** The longest time between two answers, beyond the probe's interval; 0 when nothing was lost. */
  readonly longestGapMs: number;
  /** The most requests lost in a row. */
  readonly longestRun: number;
}

/** A single request is lost now and then on any network; more in a row is a gap. */
export const TOLERATED_IN_A_ROW = 1;

export function hasGap({ longestRun }: Pick<TargetLoss, 'longestRun'>): boolean {
  return longestRun > TOLERATED_IN_A_ROW;
}
