import { EventEmitter, once } from 'node:events';
import { OpenedOnce } from '../../connectors/opened-once';

test('what several ask for at the same time is opened once for each key', async () => {
  const kept = new OpenedOnce<object>();
  const open = jest.fn(async () => Promise.resolve({}));
  const [one, same, other] = await Promise.all([kept.of('a', open), kept.of('a', open), kept.of('b', open)]);
  expect(open).toHaveBeenCalledTimes(2);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

test('what failed to open is opened again by its next user', async () => {
  const kept = new OpenedOnce<string>();
  await expect(kept.of('a', async () => Promise.reject(new Error('not yet')))).rejects.toThrow('not yet');
  await expect(kept.of('a', async () => Promise.resolve('open'))).resolves.toBe('open');
});

test('of more than may be kept the first goes, and is opened again by its next user', async () => {
  const kept = new OpenedOnce<string>(2);
  const open = (one: string) => kept.of(one, async () => Promise.resolve(`${one} opened`));
  for (const one of ['a', 'b', 'c']) await open(one);
  expect(await kept.of('b', async () => Promise.resolve('again'))).toBe('b opened');
  expect(await kept.of('a', async () => Promise.resolve('again'))).toBe('again');
});

test('a failure that comes after all was closed takes nothing away that was opened since', async () => {
  const kept = new OpenedOnce<string>();
  const late = new EventEmitter();
  const failing = kept.of('a', async () => Promise.reject((await once(late, 'failure'))[0] as Error));
  const closing = kept.closeEach(async () => Promise.resolve());
  await kept.of('a', async () => Promise.resolve('new'));
  late.emit('failure', new Error('late'));
  await expect(failing).rejects.toThrow('late');
  await closing;
  await expect(kept.of('a', async () => Promise.resolve('newer'))).resolves.toBe('new');
});

test('each is closed once, also one that is still being opened, whatever another one says', async () => {
  const kept = new OpenedOnce<string>();
  const opening = new EventEmitter();
  void kept.of('slow', async () => String(await once(opening, 'open')));
  await kept.of('broken', async () => Promise.resolve('broken'));
  const closed: string[] = [];
  const close = async (one: string): Promise<void> => {
    closed.push(one);
    return one === 'broken' ? Promise.reject(new Error('will not close')) : Promise.resolve();
  };
  const closing = kept.closeEach(close);
  opening.emit('open', 'slow');
  await closing;
  await kept.closeEach(close);
  expect(closed.sort()).toEqual(['broken', 'slow']);
});
