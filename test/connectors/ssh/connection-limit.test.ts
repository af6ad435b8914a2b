import { readFileSync } from 'node:fs';
import { openSite, type Site } from '../../support/openssh/site';
import type { OpenSshServer } from '../../support/openssh/server';
import { ConnectionLimit, type ConnectionHolder } from '../../../connectors/ssh/connection-limit';

let site: Site;
let server: OpenSshServer;

beforeAll(async () => {
  site = await openSite();
  server = await site.start();
});
afterAll(() => site.close());

/** A holder that is idle since then, or busy, and notes that it was let go. */
function holder(since: number | undefined, closed: number[]): ConnectionHolder {
  let idle = since;
  return {
    idleSince: () => idle,
    close: () => {
      closed.push(since ?? 0);
      idle = undefined;
    },
  };
}

it('lets go of what is idle for the longest, and waits where nothing is', async () => {
  const limit = new ConnectionLimit();
  const closed: number[] = [];
  const [old, young, busy] = [holder(1, closed), holder(2, closed), holder(undefined, closed)];
  for (const one of [young, busy, old]) await limit.take(one, 3);
  const entered: string[] = [];
  const next = (name: string): Promise<unknown> =>
    limit.take(holder(undefined, closed), 3).then(() => entered.push(name));
  const [first, second, third] = [next('first'), next('second'), next('third')];
  expect(closed).toEqual([1, 2]);
  limit.give(old);
  await first;
  limit.give(young);
  await second;
  expect(entered).toEqual(['first', 'second']);
  limit.give(old);
  limit.give(busy);
  await third;
});

/** Connections to a port that stand now, as the system has them: those of which one end has said goodbye do not count. */
function establishedTo(port: number): number {
  const remote = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return rows.filter((row) => {
    const [, , to = '', state] = row.trim().split(/\s+/);
    return to.endsWith(remote) && state === '01';
  }).length;
}

it('keeps a worker within its number of connections, and reaches every machine', async () => {
  const machines = await site.several(server, 12, { maxConnections: 3 });
  const counts = await Promise.all(
    machines.map((machine) => machine.run(['true']).then(() => establishedTo(server.port))),
  );
  expect(Math.max(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  expect(server.logins()).toBe(12);
});
