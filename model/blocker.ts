import type { ErrorType } from './errors';
import type { StepResult } from './run';

/** One reason why an upgrade may not begin. */
export interface Blocker {
  readonly type: ErrorType;
  /** What, where and what to do. */
  readonly message: string;
}

/** The result of the preflight's `read…Blockers` activities. */
export interface BlockersResult extends StepResult {
  readonly blockers: readonly Blocker[];
}
