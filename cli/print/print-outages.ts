import type { WaitedFor } from '../read/outages';

const WHAT = { database: 'a database', api: 'an API', host: 'a host' } as const;

/** What a run waits for by itself, a line each. */
export function printOutages(outages: readonly WaitedFor[]): string {
  return outages
    .map(
      ({ outage, since, step, message, limitSeconds }) =>
        `Waiting for ${WHAT[outage]} since ${since}, for ${limitSeconds} s at most, ${step}: ${message}`,
    )
    .join('\n');
}
