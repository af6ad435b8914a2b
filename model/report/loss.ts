/** A time without an answer, by the clock of the probe's machine (ISO 8601, UTC). */
export interface Gap {
  readonly start: string;
  /** When the next answer came; for a target that answers no more, when the last request was due. */
  readonly end: string;
  /** Its length, less the time in which nothing was asked. */
  readonly ms: number;
  /** Requests that were not answered. */
  readonly lost: number;
}

/** What one target lost while it was probed. Counts are echo requests; gaps in milliseconds. */
export interface TargetLoss {
  readonly name: string;
  /** The hypervisor of a VM; '' for a control target. */
  readonly host: string;
  /** The machine that pinged; left out where only one does. */
  readonly from?: string;
  readonly sent: number;
  readonly lost: number;
  /** The longest time between two answers beyond the interval, less the time in which nothing was asked; 0 when nothing was lost. */
  readonly longestGapMs: number;
  /** The most requests lost in a row. */
  readonly longestRun: number;
  /** The sum of all gaps. */
  readonly totalGapMs: number;
  /** The longest gaps, in the order of time. */
  readonly gaps: readonly Gap[];
}

export const answers = ({ sent, lost }: TargetLoss): boolean => sent > lost;

/** Who is seen from where. */
export function viewOf({ name, from }: TargetLoss): string {
  return from === undefined ? name : `${name} (pinged from ${from})`;
}

/** How evenly the prober worked, seen by the answers of a target that nothing disturbs. */
export interface Pace {
  /** The control target. */
  readonly name: string;
  /** The machine that pinged it; left out where only one does. */
  readonly from?: string;
  readonly answersPerSecond: number;
  /** The time between two answers that 99 of 100 pairs stay within, in milliseconds. */
  readonly p99Ms: number;
  /** The longest time between two answers, in milliseconds. */
  readonly longestMs: number;
}

/** A VM that does not answer as others do. */
export interface Mute {
  readonly name: string;
  readonly host: string;
}

/** A single request is lost now and then on any network; more in a row is a gap. */
export const TOLERATED_IN_A_ROW = 1;

export function hasGap({ longestRun }: Pick<TargetLoss, 'longestRun'>): boolean {
  return longestRun > TOLERATED_IN_A_ROW;
}
