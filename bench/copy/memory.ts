const EVERY_MS = 100;
const MB = 1024 * 1024;

/** The most memory that this process has while `work` runs, in MB. */
export async function withMemory<T>(work: () => Promise<T>): Promise<{ result: T; maxRssMb: number }> {
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage().rss));
  const timer = setInterval(look, EVERY_MS);
  try {
    look();
    const result = await work();
    look();
    return { result, maxRssMb: Math.round(most / MB) };
  } finally {
    clearInterval(timer);
  }
}
