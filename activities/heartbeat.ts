import { Context } from '@temporalio/activity';
import { wrapFunctions, type Functions } from './wrap-functions';

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

/** Well within the heartbeat timeout of any activity. */
const BEAT_MS = 5000;

/** A sign of life every few seconds while `work` waits for somebody else. Throws at its end when the activity was cancelled meanwhile. */
export async function whileBeating<T>(details: () => unknown, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    try {
      beat(details());
    } catch {
      // Told again below, when nothing is under way any more.
    }
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    beat(details());
  }
}

/** The same functions, each with a sign of life every few seconds: a worker that dies in one is noticed soon. */
export function beating<T extends Functions>(functions: T): T {
  return wrapFunctions(
    functions,
    (name, call) =>
      async (...input) =>
        whileBeating(
          () => name,
          async () => call(...input),
        ),
  );
}
