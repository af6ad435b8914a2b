import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onResolved, tellResolved } from '../../../config/secret/resolved';

/** Node's own, which is there only where it is asked for. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

test('whoever listens hears of every secret, also when memory was cleared up between', async () => {
  const heard: string[] = [];
  tellResolved('before anybody listened');
  await sleep(10);
  collectGarbage();
  onResolved((value) => heard.push(value));
  for (const value of ['one', 'two', 'three']) {
    // what it clears away is forgotten only afterwards
    collectGarbage();
    await sleep(10);
    tellResolved(value);
  }
  expect(heard).toEqual(['one', 'two', 'three']);
});
