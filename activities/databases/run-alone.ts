import type { Database } from '../../connectors/mysql/database';

/** Somebody's open transaction holds a statement up that needs a table for itself, and that one everybody else: not for long. */
const LOCK_WAIT_S = 10;

/** Carries out a statement that waits until nobody has the table open in a transaction; fails where that takes too long. */
export async function runAlone(on: Database, sql: string): Promise<void> {
  await on.session(async (session) => {
    await session.run(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_S}`);
    await session.run(sql);
  });
}
