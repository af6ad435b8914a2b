/** How long work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** To tenths, or to as many parts as `to` says. */
export function round(value: number, to = 10): number {
  return Math.round(value * to) / to;
}
