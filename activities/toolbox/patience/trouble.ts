import type { Outage, Trouble } from '../../../model/outage/outages';

/** An attempt that met an outage counts for a minute at most: it may have worked for hours before. */
const ATTEMPT_COUNTS_MS = 60_000;

/** An attempt that failed; times in milliseconds since the epoch. */
interface Failed {
  readonly type: string;
  readonly began: number;
  readonly ended: number;
}

/** The trouble after an attempt that met an outage, which is waited for `limitMs`. Another outage than `before`, or one after long work, begins anew. */
export function afterOutage(
  before: Trouble | undefined,
  { type, began, ended }: Failed,
  outage: Outage,
  limitMs: number,
): Trouble {
  const tookMs = ended - began;
  const same = before?.outage === outage && tookMs < Math.max(limitMs, ATTEMPT_COUNTS_MS) ? before : undefined;
  const pausedMs = same === undefined ? 0 : Math.max(0, began - Date.parse(same.last));
  const last = new Date(ended).toISOString();
  return {
    outage,
    type,
    since: same?.since ?? last,
    last,
    waitedMs: same === undefined ? 0 : same.waitedMs + pausedMs + Math.min(tookMs, ATTEMPT_COUNTS_MS),
    limitMs,
    outages: (before?.outages ?? 0) + 1,
    failures: before?.failures ?? 0,
  };
}

/** The trouble after an attempt that failed by something else. */
export function afterFailure(before: Trouble | undefined, { type, ended }: Failed): Trouble {
  const last = new Date(ended).toISOString();
  const { outages = 0, failures = 0 } = before ?? {};
  return { outage: null, type, since: last, last, waitedMs: 0, limitMs: 0, outages, failures: failures + 1 };
}
