import { EventEmitter, once } from 'node:events';
import { createThrottles } from '../../../activities/databases/throttle/throttle';
import type { Database } from '../../../connectors/mysql/database';
import type { ThrottleSettings } from '../../../model/cluster';
import { definitionOf } from '../../support/definition';

const NONE = { threadsRunning: null, replicaLagSeconds: null, replicas: [], sql: null };

/** A cluster whose copy goes on with so many threads while a question to its source has no answer. */
function cluster(name: string, threads: number) {
  const copy: ThrottleSettings = { threads, waitWhile: { ...NONE, sql: 'SELECT busy' } };
  return definitionOf(name, { copy });
}

/** A source that answers this to the definition's question. */
function pool(where: string, busy: number): Database {
  const within = () => ({ rows: async () => Promise.resolve([{ busy }]) });
  return { where, within } as unknown as Database;
}

/** Never: nothing here waits for the servers. */
const AT_ONCE = 0;

test('all copies of a cluster share its threads, those of another cluster or worker do not', async () => {
  const idle = { of: async () => Promise.resolve(pool('idle', 0)) };
  const throttle = createThrottles(idle);
  expect(throttle(cluster('blue', 1))).toBe(throttle(cluster('blue', 1)));
  expect(throttle(cluster('blue', 2))).not.toBe(throttle(cluster('blue', 1)));
  expect(createThrottles(idle)(cluster('blue', 1))).not.toBe(throttle(cluster('blue', 1)));

  const first = new EventEmitter();
  const begun: string[] = [];
  const copy = async (name: string, table: string, until: Promise<unknown>): Promise<void> =>
    throttle(cluster(name, 1)).during(async () => {
      begun.push(`${name} ${table}`);
      await until;
    }, AT_ONCE);
  const one = copy('blue', 'instances', once(first, 'end'));
  const next = copy('blue', 'volumes', Promise.resolve());
  await copy('green', 'instances', Promise.resolve());
  expect(begun).toEqual(expect.arrayContaining(['blue instances', 'green instances']));
  expect(begun).not.toContain('blue volumes');
  first.emit('end');
  await Promise.all([one, next]);
  expect(begun).toContain('blue volumes');
});

test('what was said of a source that has another pool by now is asked again', async () => {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
  const of = jest.fn<Promise<Database>, []>();
  const throttle = createThrottles({ of })(cluster('blue', 1));
  const during = async () => throttle.during(async () => Promise.resolve('copied'), AT_ONCE);
  try {
    of.mockRejectedValueOnce(new Error('no password'));
    await expect(during()).rejects.toThrow('no password');
    clock.mockReturnValue(1_001_000);
    of.mockResolvedValueOnce(pool('old', 1));
    await expect(during()).rejects.toThrow("the definition's own question to old says so: 1");
    clock.mockReturnValue(1_002_000);
    of.mockResolvedValueOnce(pool('new', 0));
    await expect(during()).resolves.toBe('copied');
  } finally {
    clock.mockRestore();
  }
});
