import { workflowFailure } from '../toolbox/failures';
import type { Slots } from './slots';

/** How a host's work ended: it is behind it, or the next history has the rest. */
export type Through = 'through' | 'unfinished';

/**
 * Runs `work` on every item as slots come free. False where the history is to be renewed before all are through. After a failure no
 * further item is begun; those under way come to their end, then the first failure is thrown.
 */
export async function inSlots<T>(
  items: readonly T[],
  slots: Slots,
  renewed: () => boolean,
  work: (item: T) => Promise<Through>,
): Promise<boolean> {
  const failures: unknown[] = [];
  const running: Promise<void>[] = [];
  const over = (): boolean => failures.length > 0 || renewed();
  let unfinished = false;
  const run = async (item: T): Promise<void> => {
    try {
      if ((await work(item)) === 'through') await slots.leave();
      else unfinished = true;
    } catch (error) {
      failures.push(error);
      await slots.leave();
    }
  };
  for (const item of items) {
    if (!(await slots.take(over))) break;
    running.push(run(item));
  }
  const all = running.length === items.length;
  if (all) await slots.allBegun();
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  if (!all && slots.closed !== undefined)
    throw workflowFailure('Aborted', 'Stopped: a host of another batch has failed.');
  return all && !unfinished;
}
