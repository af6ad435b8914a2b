import { setTimeout as sleep } from 'node:timers/promises';
import { beat, cancellation } from '../heartbeat';
import { passingReason } from './passing';

const POLL_MS = 1_000;

/** Throws when what it guards is lost. */
type Guard = () => Promise<void>;

export const UNGUARDED: Guard = () => Promise.resolve();

/**
 * Looks every second, behind the guard, until nothing is left to wait for; answers what is left after `timeoutMs`. A look that
 * gets no answer is tried again: services may be away for a while. Fails as the last look did if that got none.
 */
export async function watchUntil(
  look: () => Promise<readonly string[]>,
  guard: Guard,
  timeoutMs: number,
): Promise<readonly string[]> {
  for (const end = Date.now() + timeoutMs; ;) {
    await guard();
    const left = await look().catch((error: unknown) => {
      const reason = passingReason(error);
      if (reason === undefined || Date.now() > end) throw error;
      return [reason];
    });
    if (left.length === 0 || Date.now() > end) return left;
    beat({ waitingFor: left });
    await sleep(POLL_MS, undefined, { signal: cancellation() });
  }
}

/** Only guards, for so many seconds. */
export async function watchFor(seconds: number, guard: Guard): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  do {
    await guard();
    beat({ watchedUntil: end });
    await sleep(POLL_MS, undefined, { signal: cancellation() });
  } while (Date.now() < end);
}
