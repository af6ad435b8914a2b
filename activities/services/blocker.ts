import type { ErrorType } from '../../model/errors';

/** One thing that preflight has found in the way. */
export interface Blocker {
  readonly type: ErrorType;
  readonly message: string;
}
