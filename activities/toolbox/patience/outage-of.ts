import { ApplicationFailure } from '@temporalio/common';
import { ApiError } from '../../../connectors/openstack/api-error';
import { isErrorType, outageOf as outageOfType } from '../../../model/errors';
import type { Outage } from '../../../model/outage/outages';

const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** What a failed attempt met that comes back by itself; undefined when it is nothing of that kind. */
export function outageOf(error: unknown): Outage | undefined {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable === true) return undefined;
  const { type, cause } = error;
  if (!isErrorType(type ?? '')) return undefined;
  const outage = outageOfType(type as Parameters<typeof outageOfType>[0]);
  return outage === 'api' && !isAway(cause) ? undefined : outage;
}

/** An API that answers something wrong is there: it will say the same the next time. */
function isAway(cause: unknown): boolean {
  if (!(cause instanceof ApiError)) return false;
  return cause.status === 0 || cause.status === TOO_MANY_REQUESTS || cause.status >= SERVER_ERROR;
}
