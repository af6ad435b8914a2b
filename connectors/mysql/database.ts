import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2';
import type { DatabaseServer } from '../../model/cluster';
import { databaseError } from './database-error';
import { openPool, type Pool } from './pool';
import { statementsBy, type Send, type Statements } from './statements';

export interface TransactionOptions {
  readonly readCommitted?: boolean;
}

/** A pool of connections to one server; no schema is selected. Fails with DatabaseError. */
export interface Database extends Statements {
  /** user@host:port, for messages. */
  readonly where: string;
  /**
   * Statements each of which the server ends after so many milliseconds; that counts as a server that does not answer. The
   * connection on which one was ended is not used again.
   */
  within(limitMs: number): Statements;
  /**
   * All on one connection, committed at the end, rolled back when `work` throws. One that only reads what nobody writes may
   * ask for `readCommitted`: INSERT … SELECT then locks no row that it reads.
   */
  transaction<T>(work: (statements: Statements) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** All on one connection, which is closed afterwards: what `work` sets for the session ends with it. */
  session<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The most connections at the same time. Default 8. */
  readonly connections?: number;
  /** How long a statement waits for a connection at most, in milliseconds. Default a minute. */
  readonly acquireMs?: number;
}

export function openDatabase(server: DatabaseServer, password: string, options: DatabaseOptions = {}): Database {
  const { connections = 8, acquireMs = 60_000 } = options;
  const where = `${server.user}@${server.host}:${server.port}`;
  const pool = openPool(server, password, { connections, acquireMs });
  return {
    where,
    ...statementsBy((sql, parameters) => use(pool, where, (connection) => sendOn(connection, where)(sql, parameters))),
    within: (limitMs) =>
      statementsBy((sql, parameters) =>
        use(pool, where, (connection) => sendWithin(pool, connection, where, limitMs)(sql, parameters)),
      ),
    transaction: (work, how) => use(pool, where, (connection) => transactionOn(connection, where, work, how)),
    session: (work) => use(pool, where, (connection) => sessionOn(connection, where, work)),
    close: () => pool.close(),
  };
}

const LATE = Symbol('late');

/** Takes a connection for some work; where that has destroyed it the pool makes another. */
async function use<T>(pool: Pool, where: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.take().catch((error: unknown) => {
    throw databaseError(error, where);
  });
  try {
    return await work(connection);
  } finally {
    pool.giveBack(connection);
  }
}

function sendOn(connection: Connection, where: string): Send {
  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, answer: unknown): void => {
        if (error === null) resolve(answer);
        else reject(databaseError(error, where, sql));
      };
      if (parameters === undefined) connection.query(sql, done);
      else connection.query(sql, [...parameters], done);
    });
}

function sendWithin(pool: Pool, connection: Connection, where: string, limitMs: number): Send {
  return async (sql, parameters) => {
    const answer = sendOn(connection, where)(sql, parameters);
    const done = new AbortController();
    const late = sleep(limitMs, LATE, { signal: done.signal });
    try {
      const first = await Promise.race([answer, late]);
      if (first !== LATE) return first;
    } finally {
      done.abort();
    }
    await pool.killStatement(connection).catch(() => {});
    // What kills may come late, and would hit the next statement.
    connection.destroy();
    const message = `a statement took more than ${limitMs / 1000} s`;
    throw databaseError(Object.assign(new Error(message), { code: 'STATEMENT_TIMEOUT' }), where);
  };
}

async function sessionOn<T>(connection: Connection, where: string, work: (on: Statements) => Promise<T>): Promise<T> {
  try {
    return await work(statementsBy(sendOn(connection, where)));
  } finally {
    connection.destroy();
  }
}

async function transactionOn<T>(
  connection: Connection,
  where: string,
  work: (on: Statements) => Promise<T>,
  { readCommitted = false }: TransactionOptions = {},
): Promise<T> {
  const statements = statementsBy(sendOn(connection, where));
  try {
    if (readCommitted) await statements.run('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await statements.run('START TRANSACTION');
    const result = await work(statements);
    await statements.run('COMMIT');
    return result;
  } catch (error) {
    // Closing the connection rolls back whatever state it is in, also one in which it no longer listens.
    connection.destroy();
    throw error;
  }
}
