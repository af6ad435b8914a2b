import type { WaitedFor } from '../read/outages';

const WHAT = { database: 'a database', api: 'an API', host: 'a host' } as const;

/** What a run waits for by itself, a line each. */
export function printOutages(outages: readonly WaitedFor[]): string {
  return outages
    .map(
      ({ outage, since, step, message, waitedSeconds, limitSeconds }) =>
        `Waiting for ${WHAT[outage]} since ${since} (${waitedSeconds} of ${limitSeconds} s), ${step}: ${message}`,
    )
    .join('\n');
}
