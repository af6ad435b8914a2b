import { watchUntil } from '../../../activities/agents/guard/watch';

const never = (): Promise<never> => new Promise(() => {});

const away = (): Promise<never> => Promise.reject(Object.assign(new Error('away'), { type: 'DatabaseUnreachable' }));

test('a look that gets no answer keeps no guard waiting', async () => {
  let looks = 0;
  const guard = (): Promise<void> => (++looks < 3 ? Promise.resolve() : Promise.reject(new Error('vm1 is silent')));
  await expect(watchUntil(never, guard, 60_000)).rejects.toThrow('vm1 is silent');
});

test('a database that is away ends the watch when the guard needs it, and is waited for when only the look does', async () => {
  await expect(watchUntil(never, away, 60_000)).rejects.toThrow('away');
  const answers = [away, () => Promise.resolve([])];
  await expect(
    watchUntil(
      () => (answers.shift() ?? never)(),
      () => Promise.resolve(),
      60_000,
    ),
  ).resolves.toEqual([]);
});
