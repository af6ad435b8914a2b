import { inWindow } from '../../model/in-window';
import { beat } from './heartbeat';

/** Calls `work` for each item, at most `atOnce` at a time, with a heartbeat after each; stops at the first error. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let done = 0;
  await inWindow(items, atOnce, async (item) => {
    await work(item);
    beat({ done: ++done, of: items.length });
  });
}
