import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';

/** Twice what `copy.threads` may be, as each may need one on either side, and some for what else is asked meanwhile. */
const CONNECTIONS = 136;

/** One pool a server for the whole process. */
const pools = new Map<string, Promise<Database>>();

export async function databaseOf(server: DatabaseServer): Promise<Database> {
  const key = JSON.stringify([server.host, server.port, server.user, server.password]);
  let pool = pools.get(key);
  if (pool === undefined) {
    pool = resolveSecret(server.password).then((password) =>
      openDatabase(server, password, { connections: CONNECTIONS }),
    );
    pools.set(key, pool);
    // A secret that is missing now may be there at the next try.
    pool.catch(() => pools.delete(key));
  }
  return pool;
}

/** A connection that fails is closed, too. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.allSettled(open.map(async (pool) => (await pool).close()));
}

/** Both sides of an upgrade; they may be one server. */
export interface Sides {
  readonly source: Database;
  readonly target: Database;
}

export async function sidesOf(definition: ClusterDefinition): Promise<Sides> {
  return { source: await databaseOf(definition.source.server), target: await databaseOf(definition.target.server) };
}

/** Inside of one server rows go from one schema to the next; between two they are streamed. */
export function sameServer({ source, target }: ClusterDefinition): boolean {
  return source.server.host === target.server.host && source.server.port === target.server.port;
}
