import { Context } from '@temporalio/activity';

function currentContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}

/** Tells Temporal that the activity is alive and how far it is; nothing outside of an activity. Throws when it was cancelled. */
export function beat(details: unknown): void {
  const context = currentContext();
  context?.heartbeat(details);
  if (context?.cancellationSignal.aborted) throw context.cancellationSignal.reason;
}

/** Aborted when the activity is cancelled; undefined outside of an activity. */
export function cancellation(): AbortSignal | undefined {
  return currentContext()?.cancellationSignal;
}
