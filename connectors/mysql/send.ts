import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2';
import { traced } from '../traced';
import { databaseError } from './database-error';
import { commentOf, type Mark } from './mark';
import type { Pool } from './pool';
import type { Send } from './statements';

/** How long a statement that was killed may take to end. */
const END_MS = 10_000;
const LATE = Symbol('late');

/** One connection, and whose statements it is to send. */
export interface Line {
  readonly pool: Pool;
  readonly connection: Connection;
  /** user@host:port, for messages. */
  readonly where: string;
  readonly mark: Mark | undefined;
}

/**
 * Sends SQL with the mark of its step. A statement that is under way when the step is called off is ended, and its connection with it; so
 * is one whose server has fallen silent. Fails with DatabaseError, or with the signal's reason.
 */
export function sendOn(line: Line): Send {
  const { pool, connection, where, mark } = line;
  const comment = mark === undefined ? '' : commentOf(mark);
  const send: Send = async (sql, parameters) => {
    const answer = new Promise((resolve, reject) => {
      const done = (error: Error | null, given: unknown): void =>
        error === null ? resolve(given) : reject(databaseError(error, where, sql));
      if (parameters === undefined) connection.query(`${comment}${sql}`, done);
      else connection.query(`${comment}${sql}`, [...parameters], done);
    });
    let calledOff = false;
    // Not an AbortController: each makes an error with a stack, for every statement.
    const ends: (() => void)[] = [];
    const givenUp = new Promise<never>((_, reject) => {
      const callOff = (): void => {
        calledOff = true;
        void endStatement(line, answer).then(() => reject(mark?.signal?.reason as Error));
      };
      mark?.signal?.addEventListener('abort', callOff);
      ends.push(() => mark?.signal?.removeEventListener('abort', callOff));
      const unwatch = pool.watch((error) => {
        connection.destroy();
        reject(databaseError(error, where));
      });
      ends.push(unwatch);
    });
    try {
      const given = await Promise.race([answer, givenUp]);
      return calledOff ? await givenUp : given;
    } catch (error) {
      // The server's words about a statement that we have ended are not why.
      if (calledOff) await givenUp;
      throw error;
    } finally {
      for (const end of ends) end();
    }
  };
  const step = mark === undefined ? {} : { 'stackleap.step': mark.step };
  return (sql, parameters) => {
    const [verb = ''] = /[A-Za-z]+/.exec(sql) ?? [];
    const attributes = { 'db.system': 'mysql', 'server.address': where, ...step };
    return traced(`sql ${verb.toUpperCase()}`, attributes, () => send(sql, parameters));
  };
}

/** The same for statements that the server ends after so many milliseconds. */
export function sendWithin(line: Line, limitMs: number): Send {
  return async (sql, parameters) => {
    const answer = sendOn(line)(sql, parameters);
    const done = new AbortController();
    const late = sleep(limitMs, LATE, { signal: done.signal });
    try {
      const first = await Promise.race([answer, late]);
      if (first !== LATE) return first;
    } finally {
      done.abort();
    }
    await endStatement(line, answer);
    const message = `a statement took more than ${limitMs / 1000} s`;
    throw databaseError(Object.assign(new Error(message), { code: 'STATEMENT_TIMEOUT' }), line.where);
  };
}

/** Has the server end a statement. What kills may come late, and would hit the next one: the connection is not used again. */
async function endStatement({ pool, connection }: Line, answer: Promise<unknown>): Promise<void> {
  await pool.killStatement(connection).catch(() => {});
  const done = new AbortController();
  await Promise.race([answer, sleep(END_MS, undefined, { signal: done.signal })]).catch(() => {});
  done.abort();
  connection.destroy();
}
