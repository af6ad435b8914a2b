import { EventEmitter, once } from 'node:events';
import { closeDatabases, databases } from '../../support/databases';
import { scratchDefinition } from '../../support/scratch-server';

afterAll(() => closeDatabases());

test('as many transactions at once as the definition may ask for threads: none waits for another to end', async () => {
  const threads = 64;
  const database = await databases.of(scratchDefinition().source.server);
  const allOpen = new EventEmitter().setMaxListeners(threads);
  let begun = 0;
  const one = async () =>
    database.transaction(async (on) => {
      await on.rows('SELECT 1');
      const opened = once(allOpen, 'open');
      if (++begun === threads) allOpen.emit('open');
      await opened;
    });
  await Promise.all(Array.from({ length: threads }, one));
  expect(begun).toBe(threads);
});
