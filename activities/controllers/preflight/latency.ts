import type { Blocker } from '../../../model/blocker';

/** Answers that take longer make steps run into their time limits. A login or a query of a busy cluster stays far below. */
export const SLOWEST_MS = { database: 250, api: 5000 } as const;

const TIMES = 5;

/** Asks some times, one after the other; the time in the middle, in milliseconds. */
export async function medianOf(ask: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

/** What answers too slowly; `what` begins the sentence. */
export async function latencyBlockers(
  what: string,
  kind: keyof typeof SLOWEST_MS,
  ask: () => Promise<unknown>,
): Promise<Blocker[]> {
  const took = await medianOf(ask);
  if (took <= SLOWEST_MS[kind]) return [];
  const message = `${what} takes ${Math.round(took)} ms to answer, the middle of ${TIMES} times; up to ${SLOWEST_MS[kind]} ms are well.`;
  return [{ type: kind === 'api' ? 'ApiFailed' : 'DatabaseUnreachable', message }];
}
