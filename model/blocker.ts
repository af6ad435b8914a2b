import type { ErrorType } from './errors';
import type { StepResult } from './run';

/** One reason why an upgrade may not begin. */
export interface Blocker {
  readonly type: ErrorType;
  /** What, where and what to do. */
  readonly message: string;
}

/** Blockers beyond those that are listed: how many, and the files of the store that have them all, by digest. */
export interface UnlistedBlockers {
  readonly count: number;
  readonly files: readonly string[];
}

/** The result of the preflight's `read…Blockers` activities. */
export interface BlockersResult extends StepResult {
  readonly blockers: readonly Blocker[];
}
