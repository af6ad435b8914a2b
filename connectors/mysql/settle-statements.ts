import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database';
import { commentOf, type Mark } from './mark';

const POLL_MS = 200;
/** What MariaDB says of a connection that has gone meanwhile. */
const GONE = 'ER_NO_SUCH_THREAD';

/**
 * Ends what a server still does for a step whose activity is gone, with its connections, so that their transactions are rolled back, and
 * comes back when none is left. `onPoll` is called while one is; what it throws ends the wait. Answers how many were ended.
 */
export async function settleStatements(on: Database, mark: Mark, onPoll: () => void): Promise<number> {
  const comment = commentOf(mark);
  const ended = new Set<string>();
  for (;;) {
    const these = ended.size === 0 ? '' : ` OR ID IN (${[...ended].join(', ')})`;
    const alive = await on.rows<{ readonly id: string | number }>(
      `SELECT ID id FROM information_schema.PROCESSLIST WHERE LEFT(INFO, ?) = ? AND ID <> CONNECTION_ID()${these}`,
      [comment.length, comment],
    );
    if (alive.length === 0) return ended.size;
    for (const id of alive.map((row) => String(row.id)).filter((one) => !ended.has(one))) {
      await on.run(`KILL ${id}`).catch((error: unknown) => {
        if ((error as { readonly code?: string }).code !== GONE) throw error;
      });
      ended.add(id);
    }
    onPoll();
    await sleep(POLL_MS);
  }
}
