import type { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure, type Duration } from '@temporalio/common';
import { ERRORS, isErrorType } from '../../../model/errors';
import { DEFAULT_OUTAGES, troubleOf, type Outage, type Trouble } from '../../../model/outage/outages';
import type { Dependencies } from '../../dependencies';
import { count } from '../metrics/count';
import { failure } from '../failure';
import { currentContext } from '../heartbeat';
import { outageOf } from './outage-of';
import { afterFailure, afterOutage } from './trouble';
import { clusterOf } from './cluster-of';
import { wrapFunctions, type Functions } from '../wrap-functions';

/** Attempts that may fail by something else than an outage: an exit code, a refused statement. */
const MOST_FAILURES = 6;
/** Attempts that may end without a word, because their worker died: beyond it is the step that kills it. */
const MOST_DEATHS = 20;

type Definitions = Pick<Dependencies, 'readDefinition'>;

interface Options {
  /** The pause before the next attempt after an outage. Default: as the workflow's retry policy says. */
  readonly pause?: Duration;
}

/**
 * The same activities. One that fails because a database, an API or a host is away is tried again for as long as the definition waits for
 * it, however many attempts that takes; any other failure that a retry may help stands after six attempts. What it went through is in its
 * heartbeats: a worker that is killed forgets nothing of it.
 */
export function withPatience<T extends Functions>(deps: Definitions, activities: T, { pause }: Options = {}): T {
  return wrapFunctions(activities, (name, call) => async (...input) => {
    const context = currentContext();
    if (context === undefined) return call(...input);
    refuseDeadly(name, context);
    const began = Date.now();
    try {
      return await call(...input);
    } catch (error) {
      if (error instanceof CancelledFailure || isFinal(error) || context.cancellationSignal.aborted) throw error;
      const outage = outageOf(error);
      const limitMs = outage === undefined ? 0 : await waitedFor(deps, outage, input[0]);
      const before = troubleOf(context.info.heartbeatDetails);
      const failed = { type: typeOf(error), began, ended: Date.now() };
      const trouble =
        outage === undefined ? afterFailure(before, failed) : afterOutage(before, failed, outage, limitMs);
      if (outage !== undefined) count('stackleap_outage_attempts_total', 1, { cluster: clusterOf(input[0]), outage });
      if (isOver(trouble)) throw finalFailure(error, trouble);
      context.heartbeat({ trouble });
      throw pause === undefined || outage === undefined
        ? error
        : ApplicationFailure.fromError(error, { nextRetryDelay: pause });
    }
  });
}

function refuseDeadly(name: string, { info }: Context): void {
  const { outages = 0, failures = 0 } = troubleOf(info.heartbeatDetails) ?? {};
  const deaths = info.attempt - 1 - outages - failures;
  if (deaths > MOST_DEATHS)
    throw failure('StepTimedOut', `${name}: ${deaths} workers have died or fallen silent while they carried it out.`);
}

function isFinal(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.nonRetryable === true;
}

function isOver({ outage, waitedMs, limitMs, failures }: Trouble): boolean {
  return outage === null ? failures >= MOST_FAILURES : waitedMs >= limitMs;
}

function typeOf(error: unknown): string {
  const type = error instanceof ApplicationFailure ? error.type : error instanceof Error ? error.name : undefined;
  return type ?? 'Error';
}

/** Milliseconds that the definition waits for an outage; the default where there is no cluster, or no definition. */
async function waitedFor({ readDefinition }: Definitions, outage: Outage, input: unknown): Promise<number> {
  const cluster = clusterOf(input);
  const definition = cluster === '' ? undefined : await readDefinition(cluster).catch(() => undefined);
  return (definition?.outages ?? DEFAULT_OUTAGES)[`${outage}Seconds`] * 1000;
}

function finalFailure(error: unknown, { type, outage, since, waitedMs }: Trouble): ApplicationFailure {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = isErrorType(type) ? ` ${ERRORS[type].remedy}` : '';
  const said = message.endsWith(remedy) ? message.slice(0, message.length - remedy.length) : message;
  const waited = outage === null ? '' : ` It was waited for since ${since}, ${Math.round(waitedMs / 1000)} s.`;
  return ApplicationFailure.create({
    type,
    message: `${said}${waited}${remedy}`,
    nonRetryable: true,
    ...(error instanceof Error ? { cause: error } : {}),
  });
}
