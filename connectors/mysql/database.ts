import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import type { DatabaseServer } from '../../model/cluster';
import { databaseError } from './database-error';

/** Integers beyond 2^53 and all decimals come as strings; dates as the server writes them. */
export type Cell = string | number | Buffer | null;
export type Row = Readonly<Record<string, Cell>>;

/** Statements on one server. `?` stand for parameters only when parameters are given. */
export interface Statements {
  /** Rows of a SELECT or SHOW. */
  rows(sql: string, parameters?: readonly Cell[]): Promise<readonly Row[]>;
  /** Carries a statement out; the number of rows that it inserted, deleted or found to update. */
  run(sql: string, parameters?: readonly Cell[]): Promise<number>;
}

export interface TransactionOptions {
  readonly readCommitted?: boolean;
}

/** A pool of connections to one server; no schema is selected. Fails with DatabaseError. */
export interface Database extends Statements {
  /** user@host:port, for messages. */
  readonly where: string;
  /**
   * All on one connection, committed at the end, rolled back when `work` throws. One that only reads what nobody writes may
   * ask for `readCommitted`: INSERT … SELECT then locks no row that it reads.
   */
  transaction<T>(work: (statements: Statements) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** All on one connection, which is closed afterwards: what `work` sets for the session ends with it. */
  session<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Values are kept as they are: strict, no number is invented for a 0 in an AUTO_INCREMENT column, zero dates and
 * dates without a time zone stay. JSON of a whole server group may be longer than the default of GROUP_CONCAT; but where a result
 * is sorted MySQL 8 multiplies its limit by four bytes in 32 bits, and 1 GiB makes it answer empty texts. MySQL 8 (and only it
 * reads the last comment) would tell AUTO_INCREMENT as it was a day ago.
 */
const SESSION = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION',
  time_zone = '+00:00', group_concat_max_len = 268435456 /*!80003 , information_schema_stats_expiry = 0 */`;

export interface DatabaseOptions {
  /** The most connections at the same time. Default 8. */
  readonly connections?: number;
}

export function openDatabase(server: DatabaseServer, password: string, options: DatabaseOptions = {}): Database {
  const { host, port, user } = server;
  const where = `${user}@${host}:${port}`;
  const pool = createPool({
    host,
    port,
    user,
    password,
    charset: 'utf8mb4_general_ci',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 10_000,
    connectionLimit: options.connections ?? 8,
    maxIdle: 2,
    idleTimeout: 10_000,
  });
  // The pool hands out the driver's callback kind of connection here; what is sent first is carried out first.
  pool.on('connection', (connection: unknown) => {
    const fresh = connection as { on(event: 'error', listener: () => void): void; query(sql: string): void };
    // One that breaks while idle is replaced by the pool; its error has no other listener.
    fresh.on('error', () => {});
    fresh.query(SESSION);
  });
  return {
    where,
    ...statementsOn(pool, where),
    transaction: (work, how) => transactionOn(pool, where, work, how),
    session: (work) => sessionOn(pool, where, work),
    close: () => pool.end(),
  };
}

function statementsOn(on: Pool | PoolConnection, where: string): Statements {
  const send = async (sql: string, parameters?: readonly Cell[]): Promise<unknown> => {
    try {
      const [result] = await (parameters === undefined ? on.query(sql) : on.query(sql, [...parameters]));
      return result;
    } catch (error) {
      throw databaseError(error, where, sql);
    }
  };
  return {
    rows: async (sql, parameters) => (await send(sql, parameters)) as Row[],
    run: async (sql, parameters) => ((await send(sql, parameters)) as ResultSetHeader).affectedRows,
  };
}

async function connect(pool: Pool, where: string): Promise<PoolConnection> {
  return pool.getConnection().catch((error: unknown) => {
    throw databaseError(error, where);
  });
}

async function sessionOn<T>(pool: Pool, where: string, work: (on: Statements) => Promise<T>): Promise<T> {
  const connection = await connect(pool, where);
  try {
    return await work(statementsOn(connection, where));
  } finally {
    connection.destroy();
  }
}

async function transactionOn<T>(
  pool: Pool,
  where: string,
  work: (on: Statements) => Promise<T>,
  { readCommitted = false }: TransactionOptions = {},
): Promise<T> {
  const connection = await connect(pool, where);
  const statements = statementsOn(connection, where);
  try {
    if (readCommitted) await statements.run('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await statements.run('START TRANSACTION');
    const result = await work(statements);
    await statements.run('COMMIT');
    connection.release();
    return result;
  } catch (error) {
    // Closing the connection rolls back whatever state it is in, also one in which it no longer listens.
    connection.destroy();
    throw error;
  }
}
