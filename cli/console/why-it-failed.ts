import type { WorkflowHandle } from '@temporalio/client';
import { explain } from './exit';

/** Runs that ended otherwise than well. */
const FAILED: readonly string[] = ['FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT'];

export interface Failure {
  readonly type: string;
  readonly message: string;
}

/** Why a run failed; null for one that did not. `state` is Temporal's word for it. */
export async function whyItFailed(handle: WorkflowHandle, state: string): Promise<Failure | null> {
  if (!FAILED.includes(state)) return null;
  return handle.result().then(
    () => null,
    (error: unknown) => {
      const { type, message } = explain(error);
      return { type, message };
    },
  );
}

export function failureText(failure: Failure | null): string {
  return failure === null ? '' : `${failure.type}: ${failure.message}`;
}
