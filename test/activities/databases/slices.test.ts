import { Waiting } from '../../../activities/databases/throttle/throttle';
import { inSlices } from '../../../activities/databases/throttle/slices';

// oxlint-disable-next-line typescript/require-await -- slices take what comes from a server as well
async function* upTo(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i;
}

function slice(items: AsyncGenerator<number>, work: (item: number) => Promise<number>, sliceMs = 60_000) {
  return inSlices({ name: 't', items, atOnce: 3, sliceMs, before: 100, total: 120, work });
}

test('every item is worked on once, and no row is forgotten', async () => {
  const seen: number[] = [];
  const result = await slice(upTo(50), async (item) => {
    await new Promise(setImmediate);
    seen.push(item);
    return 2;
  });
  expect(result).toEqual({ rows: 100 });
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('when its time is over it says how far it is, and begins nothing more', async () => {
  const items = upTo(50);
  const { rows, more } = await slice(items, async () => Promise.resolve(5), 0);
  expect(rows).toBe(15);
  expect(more).toMatchObject({ done: 115, total: 120, text: expect.stringMatching(/^115 of about 120 rows, /) });
  expect((await items.next()).value).toBe(3);
});

test('after an error nothing more is begun, and what is under way is awaited', async () => {
  let under = 0;
  let done = 0;
  const work = async (item: number): Promise<number> => {
    under++;
    await new Promise(setImmediate);
    done++;
    if (item === 4) throw new Error('broken');
    return 1;
  };
  await expect(slice(upTo(100), work)).rejects.toThrow('broken');
  expect(done).toBe(under);
  expect(done).toBeLessThan(10);
});

test('what has to wait for the servers until its time is over is left for the next slice, which gets the reason', async () => {
  const items = upTo(3);
  const { rows, more } = await slice(items, async (item) =>
    item === 1 ? Promise.reject(new Waiting('a replica is behind')) : Promise.resolve(5),
  );
  expect(rows).toBe(10);
  expect((await items.next()).done).toBe(true);
  expect(more).toEqual({ done: 110, total: 120, text: '110 of about 120 rows, waits: a replica is behind' });
});
