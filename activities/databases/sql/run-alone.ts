import type { Database } from '../../../connectors/mysql/database';
import type { Statements } from '../../../connectors/mysql/statements';
import { DatabaseError } from '../../../connectors/mysql/database-error';

/** Somebody's open transaction holds a statement up that needs a table for itself, and that one everybody else: not for long. */
const LOCK_WAIT_S = 10;

/** Carries out a statement that waits until nobody has the table open in a transaction; fails where that takes too long. */
export async function runAlone(on: Database, sql: string): Promise<void> {
  await alone(on, (session) => session.run(sql));
}

/** The same for several, each of which waits so long at most. */
export async function alone<T>(on: Database, work: (session: Statements) => Promise<T>): Promise<T> {
  try {
    return await on.session(async (session) => {
      await session.run(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_S}`);
      return work(session);
    });
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === 'ER_LOCK_WAIT_TIMEOUT')) throw error;
    const message = `${error.message}. A transaction has had the table open for more than ${LOCK_WAIT_S} s: end it, or stop the service that keeps it open.`;
    throw new DatabaseError(error.type, message, error.code, { cause: error.cause });
  }
}
