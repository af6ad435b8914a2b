import { EventEmitter, once } from 'node:events';
import { MockActivityEnvironment } from '@temporalio/testing';
import { attend, beating } from '../../activities/toolbox/heartbeat';

test('a function that waits for somebody gives signs of life until it is over', async () => {
  const env = new MockActivityEnvironment();
  const somebody = new EventEmitter();
  const { readThing } = beating({ readThing: async () => once(somebody, 'answer') });
  const result = env.run(readThing);
  await expect(once(env, 'heartbeat')).resolves.toEqual(['readThing']);
  somebody.emit('answer', 'seen');
  await expect(result).resolves.toEqual(['seen']);
});

test('what is cancelled while it waits for an answer still gets it', async () => {
  const env = new MockActivityEnvironment();
  const somebody = new EventEmitter();
  const result = env.run(async () => attend('somebody', async () => once(somebody, 'answer')));
  env.cancel('CANCELLED');
  await expect(once(env, 'heartbeat')).resolves.toEqual([{ waitingFor: 'somebody' }]);
  somebody.emit('answer', 'seen');
  await expect(result).resolves.toEqual(['seen']);
});

test('its failure is passed on as it is', async () => {
  const { readThing } = beating({ readThing: async () => Promise.reject(new RangeError('too far')) });
  await expect(new MockActivityEnvironment().run(readThing)).rejects.toThrow(RangeError);
});
