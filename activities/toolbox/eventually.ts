import { setTimeout as sleep } from 'node:timers/promises';
import { beat, cancellation } from './heartbeat';

const POLL_MS = 1000;

/** Calls `check` every second until it no longer throws, with heartbeats; after `timeoutMs` its last error stands. */
export async function eventually<T>(check: () => Promise<T>, timeoutMs: number): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      beat({ waitingFor: error instanceof Error ? error.message : String(error) });
      await sleep(POLL_MS, undefined, { signal: cancellation() });
    }
  }
}
