import type { Blocker } from '../../model/blocker';
import { isErrorType, type ErrorType } from '../../model/errors';

/** An error as a blocker of one machine; `otherwise` is its type where it has none of ours. */
export function asBlocker(error: unknown, machine: string, otherwise: ErrorType): Blocker {
  const { type = '' } = error as { type?: string };
  const message = error instanceof Error ? error.message : String(error);
  return { type: isErrorType(type) ? type : otherwise, message: `${machine}: ${message}` };
}
