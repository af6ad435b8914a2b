import { Remembered } from '../../../activities/toolbox/remembered';

test('an answer stands for so long by what was asked, then it is asked for again', async () => {
  let now = 5000;
  const remembered = new Remembered<string>(1000, () => now);
  const ask = (answer: string, key = 'a') => remembered.of(key, async () => Promise.resolve(answer));
  expect(await ask('first')).toBe('first');
  expect(await ask('other', 'b')).toBe('other');
  now += 999;
  expect(await ask('second')).toBe('first');
  now += 1;
  expect(await ask('second')).toBe('second');
  expect(await ask('third')).toBe('second');
});

test('neither a failure nor an answer that does not stand is remembered', async () => {
  const remembered = new Remembered<number>(1000, () => 0);
  await expect(remembered.of('a', async () => Promise.reject(new Error('mute')))).rejects.toThrow('mute');
  const ask = (answer: number) =>
    remembered.of(
      'a',
      async () => Promise.resolve(answer),
      (one) => one > 1,
    );
  expect([await ask(1), await ask(2), await ask(3)]).toEqual([1, 2, 2]);
});
