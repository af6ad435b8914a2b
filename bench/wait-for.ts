const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

/** Tries until it works; the last error when it does not in a minute. */
export async function waitFor<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
