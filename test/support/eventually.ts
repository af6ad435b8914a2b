/** Beside the lab that comes up, a worker whose heartbeats are late twice needs more than a minute. */
const PATIENCE_MS = 180_000;

/** Runs `check` until it no longer throws, at most `timeoutMs` (three minutes); fails with its last error. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = PATIENCE_MS, everyMs = 100 } = {},
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
