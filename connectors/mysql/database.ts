import type { Connection } from 'mysql2';
import type { DatabaseServer } from '../../model/cluster';
import { databaseError } from './database-error';
import type { Mark } from './mark';
import { openPool, type Pool } from './pool';
import { sendOn, sendWithin, type Line } from './send';
import { statementsBy, type Statements } from './statements';

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
  /** How often one looks whether the server is there while it has not answered, in milliseconds. Default 30,000. */
  readonly silenceMs?: number;
  /** Whose statements are sent now. */
  readonly mark?: () => Mark | undefined;
}

export function openDatabase(server: DatabaseServer, password: string, options: DatabaseOptions = {}): Database {
  const { connections = 8, acquireMs = 60_000, silenceMs = 30_000, mark = () => undefined } = options;
  const where = `${server.user}@${server.host}:${server.port}`;
  const pool = openPool(server, password, { connections, acquireMs, silenceMs });
  const use = <T>(work: (line: Line) => Promise<T>): Promise<T> =>
    onConnection(pool, where, (connection) => work({ pool, connection, where, mark: mark() }));
  return {
    where,
    ...statementsBy((sql, parameters) => use((line) => sendOn(line)(sql, parameters))),
    within: (limitMs) => statementsBy((sql, parameters) => use((line) => sendWithin(line, limitMs)(sql, parameters))),
    transaction: (work, how) => use((line) => transactionOn(line, work, how)),
    session: (work) => use((line) => sessionOn(line, work)),
    close: () => pool.close(),
  };
}

/** Takes a connection for some work; where that has destroyed it the pool makes another. */
async function onConnection<T>(pool: Pool, where: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.take().catch((error: unknown) => {
    throw databaseError(error, where);
  });
  try {
    return await work(connection);
  } finally {
    pool.giveBack(connection);
  }
}

async function sessionOn<T>(line: Line, work: (on: Statements) => Promise<T>): Promise<T> {
  try {
    return await work(statementsBy(sendOn(line)));
  } finally {
    line.connection.destroy();
  }
}

async function transactionOn<T>(
  line: Line,
  work: (on: Statements) => Promise<T>,
  { readCommitted = false }: TransactionOptions = {},
): Promise<T> {
  const statements = statementsBy(sendOn(line));
  try {
    if (readCommitted) await statements.run('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await statements.run('START TRANSACTION');
    const result = await work(statements);
    await statements.run('COMMIT');
    return result;
  } catch (error) {
    // Closing the connection rolls back whatever state it is in, also one in which it no longer listens.
    line.connection.destroy();
    throw error;
  }
}
