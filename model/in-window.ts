/**
 * Runs `work` on every item, at most `atOnce` at the same time. After a failure no further item is begun;
 * those under way come to their end, then the first failure is thrown.
 */
export async function inWindow<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(atOnce, 1), items.length) }, runner));
  if (failures.length > 0) throw failures[0];
}
