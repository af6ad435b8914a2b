import { afterFailure, afterOutage } from '../../../activities/toolbox/patience/trouble';
import type { Trouble } from '../../../model/outage/outages';

const MINUTE = 60_000;
const LIMIT = 15 * MINUTE;

/** An attempt that met a database that is away, from one minute to another. */
function met(before: Trouble | undefined, began: number, ended: number, limit = LIMIT): Trouble {
  const failed = { type: 'DatabaseUnreachable', began: began * MINUTE, ended: ended * MINUTE };
  return afterOutage(before, failed, 'database', limit);
}

describe('how long an outage has been waited for', () => {
  it('counts pauses and short attempts, a minute for a long one, and the time without a worker', () => {
    const first = met(undefined, 0, 0);
    expect(first).toMatchObject({ waitedMs: 0, since: '1970-01-01T00:00:00.000Z', outages: 1 });
    const second = met(first, 1, 1.5);
    expect(second).toMatchObject({ waitedMs: 1.5 * MINUTE, since: first.since });
    expect(met(second, 2, 7)).toMatchObject({ waitedMs: (1.5 + 0.5 + 1) * MINUTE, outages: 3 });
    expect(met(second, 10, 10).waitedMs).toBe(10 * MINUTE);
  });

  it('begins anew after long work, and where something else is away', () => {
    const before = met(undefined, 0, 0);
    expect(met(before, 1, 17)).toMatchObject({ waitedMs: 0, since: new Date(17 * MINUTE).toISOString(), outages: 2 });
    const failed = { type: 'HostUnreachable', began: MINUTE, ended: 2 * MINUTE };
    expect(afterOutage(before, failed, 'host', LIMIT)).toMatchObject({ outage: 'host', waitedMs: 0, outages: 2 });
  });

  it('ends for every pace of attempts: waiting grows by each of them', () => {
    for (const minutes of [0.1, 1, 3, 14]) {
      let trouble = met(undefined, 0, minutes);
      let attempts = 1;
      for (; trouble.waitedMs < LIMIT; attempts++)
        trouble = met(trouble, attempts * (minutes + 0.5), attempts * (minutes + 0.5) + minutes);
      expect(attempts).toBeLessThan(30);
    }
  });

  it('keeps count of other failures beside outages', () => {
    const outage = met(undefined, 0, 0);
    const failed = { type: 'CommandFailed', began: 0, ended: MINUTE };
    const once = afterFailure(outage, failed);
    expect(once).toMatchObject({ outage: null, failures: 1, outages: 1 });
    expect(afterFailure(once, failed)).toMatchObject({ failures: 2 });
    expect(met(once, 2, 2)).toMatchObject({ waitedMs: 0, failures: 1, outages: 2 });
  });
});
