import { setTimeout as sleep } from 'node:timers/promises';
import { beat, cancellation } from '../../toolbox/heartbeat';
import { passingReason } from '../../toolbox/passing';

const POLL_MS = 1_000;

/** Throws when what it guards is lost. */
type Guard = () => Promise<void>;

export const UNGUARDED: Guard = () => Promise.resolve();

/**
 * Looks every second, behind the guard, until nothing is left to wait for; answers what is left after `timeoutMs`. A look that
 * gets no answer is tried again: services may be away for a while. Fails as the last look did if that got none. The guard does not
 * wait for a look: a server whose database is away keeps one waiting for a minute.
 */
export async function watchUntil(
  look: () => Promise<readonly string[]>,
  guard: Guard,
  timeoutMs: number,
): Promise<readonly string[]> {
  for (const end = Date.now() + timeoutMs; ;) {
    await guard();
    const looking = look().catch((error: unknown) => {
      const reason = passingReason(error);
      if (reason === undefined || Date.now() > end) throw error;
      return [reason];
    });
    const left = await behind(guard, looking);
    if (left.length === 0 || Date.now() > end) return left;
    beat({ waitingFor: left });
    await sleep(POLL_MS, undefined, { signal: cancellation() });
  }
}

/** What is being looked for, unless the guard throws first. */
async function behind<T>(guard: Guard, looking: Promise<T>): Promise<T> {
  for (;;) {
    const seen = await Promise.race([looking.then((found) => ({ found })), sleep(POLL_MS)]);
    if (seen !== undefined) return seen.found;
    await guard();
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
