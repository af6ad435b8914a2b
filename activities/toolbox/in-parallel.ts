import { beat } from './heartbeat';

/** Calls `work` for each item, at most `atOnce` at a time, with a heartbeat after each; stops at the first error. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  let done = 0;
  let failed = false;
  const line = async (): Promise<void> => {
    while (!failed && next < items.length) {
      const item = items[next++] as T;
      try {
        await work(item);
        beat({ done: ++done, of: items.length });
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // All lines are awaited before the first error is told: nothing acts on after the activity has failed.
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, line));
  const error = ends.find((end) => end.status === 'rejected');
  if (error !== undefined) throw error.reason;
}
