import { Context } from '@temporalio/activity';
import { troubleOf, type TroubledHeartbeat } from '../../model/outage/outages';
import type { WithHeartbeat } from '../../model/with-heartbeat';
import { wrapFunctions, type Functions } from './wrap-functions';

/** Of the activity that is under way; undefined outside of one. */
export function currentContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}

/** What earlier attempts went through must not be forgotten with the first sign of life of this one. */
function tell(context: Context, details: unknown): void {
  const trouble = troubleOf(context.info.heartbeatDetails);
  context.heartbeat(trouble === undefined ? details : ({ trouble, at: details } satisfies TroubledHeartbeat));
}

/** Tells Temporal that the activity is alive and how far it is; nothing outside of an activity. Throws when it was cancelled. */
export function beat(details: unknown): void {
  const context = currentContext();
  if (context !== undefined) tell(context, details);
  if (context?.cancellationSignal.aborted) throw context.cancellationSignal.reason;
}

/** Aborted when the activity is cancelled; undefined outside of an activity. */
export function cancellation(): AbortSignal | undefined {
  return currentContext()?.cancellationSignal;
}

/** Whether Temporal has given this attempt up, which no workflow has called off: another one takes its work up. */
export function isSuperseded(): boolean {
  return currentContext()?.cancellationDetails?.cancelRequested === false;
}

/** Well within the heartbeat timeout of any activity. */
const BEAT_MS = 5000;

/** A sign of life every few seconds while `work` waits for somebody else, whether or not the activity is cancelled meanwhile. */
async function beatDuring<T>(details: () => unknown, work: () => Promise<T>): Promise<T> {
  const context = currentContext();
  const timer = setInterval(() => context && tell(context, details()), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The same. Throws at its end when the activity was cancelled meanwhile. */
export async function withHeartbeats<T>(details: () => unknown, work: () => Promise<T>): Promise<T> {
  try {
    return await beatDuring(details, work);
  } finally {
    beat(details());
  }
}

/**
 * Around one exchange with a machine or an API, which has its own time limit: an activity that waits for it must not look dead
 * and be started again beside itself.
 */
export const withHeartbeat: WithHeartbeat = (what, exchange) => beatDuring(() => ({ waitingFor: what }), exchange);

/** The same functions, each with a sign of life every few seconds: a worker that dies in one is noticed soon. */
export function addHeartbeats<T extends Functions>(functions: T): T {
  return wrapFunctions(
    functions,
    (name, call) =>
      async (...input) =>
        withHeartbeats(
          () => name,
          async () => call(...input),
        ),
  );
}
