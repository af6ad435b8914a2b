import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `check` until it no longer throws; after `timeoutMs` throws an error that says what was waited for and what failed last. */
export async function waitFor<T>(what: string, timeoutMs: number, check: () => Promise<T>): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${what}: not within ${timeoutMs / 1000} s. ${reason}`, { cause: error });
      }
    }
    await sleep(250);
  }
}
