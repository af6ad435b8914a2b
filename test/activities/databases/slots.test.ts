import { EventEmitter, once } from 'node:events';
import { Slots } from '../../../activities/databases/throttle/slots';

/** Work that ends on request. */
function controlled(): { work: () => Promise<void>; end: () => void; begun: () => boolean } {
  let begun = false;
  const events = new EventEmitter();
  const ended = once(events, 'end');
  const work = async (): Promise<void> => {
    begun = true;
    await ended;
  };
  return { work, end: () => void events.emit('end'), begun: () => begun };
}

test('so many run at the same time; each other one gets its turn when one ends', async () => {
  const slots = new Slots(2);
  const all = [controlled(), controlled(), controlled(), controlled()];
  const done = all.map(({ work }) => slots.during(work));
  const begun = (): boolean[] => all.map((one) => one.begun());
  expect(begun()).toEqual([true, true, false, false]);
  all[1]?.end();
  await done[1];
  expect(begun()).toEqual([true, true, true, false]);
  all[0]?.end();
  await done[0];
  expect(begun()).toEqual([true, true, true, true]);
  all[2]?.end();
  all[3]?.end();
  await Promise.all(done);
});

test('work that fails leaves its place to others', async () => {
  const slots = new Slots(1);
  const failed = slots.during(() => Promise.reject(new Error('no')));
  const next = slots.during(async () => 'yes');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await slots.during(async () => 'again')).toBe('again');
});
