import type { ErrorType } from '../model/errors';

/** A plan that no history could hold; the message says which part of it. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly type: ErrorType = 'PlanTooLarge';
}
