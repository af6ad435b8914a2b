import { knex } from 'knex';
import type { Connection } from 'mysql2';
import type { DatabaseServer } from '../../model/cluster';
import { watchSilence, type Watch } from './watch-silence';

/**
 * Values are kept as they are: strict, no number is invented for a 0 in an AUTO_INCREMENT column, zero dates and
 * dates without a time zone stay. JSON of a whole server group may be longer than the default of GROUP_CONCAT; but where a result
 * is sorted MySQL 8 multiplies its limit by four bytes in 32 bits, and 1 GiB makes it answer empty texts. MySQL 8 (and only it
 * reads the last comment) would tell AUTO_INCREMENT as it was a day ago.
 */
const SESSION = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION',
  time_zone = '+00:00', group_concat_max_len = 268435456 /*!80003 , information_schema_stats_expiry = 0 */`;

/** How long a server may take to let us in, or to answer a ping. */
const PING_MS = 10_000;

/** Connections to one server, as many as are in use and those that were within the last ten seconds. */
export interface Pool {
  /** One that works, for nobody else until it is given back. Fails as the driver does, or with ACQUIRE_TIMEOUT. */
  take(): Promise<Connection>;
  /** One that was destroyed, or has broken, is replaced. */
  giveBack(connection: Connection): void;
  /** Ends what the server does for a connection, by one more that need not be free in the pool. */
  killStatement(connection: Connection): Promise<void>;
  /** Tells whoever waits for an answer that the server is not there any more. */
  readonly watch: Watch;
  /** Waits for connections that are in use. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly connections: number;
  /** How long one waits for a connection at most. */
  readonly acquireMs: number;
  readonly silenceMs: number;
}

/** What knex's client of MySQL has, of which its types say nothing. */
interface Client {
  acquireConnection(): Promise<Connection>;
  /** One more, beside the pool. */
  acquireRawConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  cancelQuery(connection: Connection): Promise<unknown>;
  destroy(): Promise<void>;
  destroyRawConnection: (connection: Connection) => Promise<void>;
  readonly pool: { numUsed(): number } | undefined;
}

/** Connects with the first `take`. */
export function openPool(
  server: DatabaseServer,
  password: string,
  { connections, acquireMs, silenceMs }: PoolOptions,
): Pool {
  const { host, port, user } = server;
  const pingMs = Math.min(PING_MS, silenceMs);
  const { client } = knex({
    client: 'mysql2',
    // Not asked for: no statement depends on it.
    version: 'latest',
    connection: {
      ...{ host, port, user, password, charset: 'utf8mb4_general_ci', dateStrings: true, connectTimeout: pingMs },
      // One that waits for an answer, and whose packets are dropped, breaks ten seconds later.
      ...{ enableKeepAlive: true, keepAliveInitialDelay: 30_000 },
      ...{ supportBigNumbers: true, bigNumberStrings: true },
    },
    pool: {
      min: 0,
      max: connections,
      acquireTimeoutMillis: acquireMs,
      idleTimeoutMillis: 10_000,
      afterCreate: prepare,
    },
    // What it would print is in the errors as well, or is that a connection broke while idle and is replaced.
    log: { warn: () => {}, error: () => {} },
  }) as unknown as { readonly client: Client };
  // Knex would take the listener of its errors away: one on a connection that is long unused would end the process.
  client.destroyRawConnection = async (connection) => {
    connection.end(() => {});
  };
  let closed = false;
  return {
    take: async () => {
      if (closed) throw new Error('Pool is closed');
      try {
        return await client.acquireConnection();
      } catch (error) {
        if (!(error instanceof Error && error.name === 'KnexTimeoutError')) throw error;
        const full = (client.pool?.numUsed() ?? 0) >= connections;
        const all = full ? `all ${connections} connections of this worker stayed in use` : 'no connection was made';
        throw Object.assign(new Error(`${all} for ${acquireMs / 1000} s`), { code: 'ACQUIRE_TIMEOUT', cause: error });
      }
    },
    giveBack: (connection) => void client.releaseConnection(connection),
    killStatement: async (connection) => void (await client.cancelQuery(connection)),
    watch: watchSilence(() => ping(client, pingMs), silenceMs),
    close: () => {
      closed = true;
      return client.destroy();
    },
  };
}

/** Rejects where the server does not answer; one that refuses is there. */
async function ping(client: Client, timeout: number): Promise<void> {
  try {
    const connection = await client.acquireRawConnection();
    try {
      await new Promise<void>((resolve, reject) => {
        connection.query({ sql: 'SELECT 1', timeout }, (error) => (error === null ? resolve() : reject(error)));
      });
    } finally {
      connection.destroy();
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return (error as { readonly code?: string }).code?.startsWith('ER_') === true;
}

/** The first statement of a connection; one that fails at it is used by nobody. */
function prepare(connection: Connection, done: (error: Error | null) => void): void {
  connection.query(SESSION, (error) => {
    if (error !== null) connection.destroy();
    done(error);
  });
}
