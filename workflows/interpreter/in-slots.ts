import { workflowFailure } from '../toolbox/failures';
import type { Slots } from './slots';

/**
 * Runs `work` on every item as slots come free; it answers whether the item is through, or the next history has the rest. False where
 * not all were begun, as the history is to be renewed. After a failure no further item is begun; those under way come to their end, then
 * the first failure is thrown.
 */
export async function inSlots<T>(
  items: readonly T[],
  slots: Slots,
  renewed: () => boolean,
  work: (item: T) => Promise<boolean>,
): Promise<boolean> {
  const failures: unknown[] = [];
  const running: Promise<void>[] = [];
  const over = (): boolean => failures.length > 0 || renewed();
  const run = async (item: T): Promise<void> => {
    try {
      if (await work(item)) await slots.leave();
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
  return all;
}
