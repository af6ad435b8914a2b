import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import type { Query, Row } from './query';

/** One pool a server for the life of the process; a failed login is not kept. */
const pools = new Map<string, Promise<Database>>();

export function sourceQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.source.server);
}

export function targetQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.target.server);
}

export async function closeDatabases(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  for (const pool of open) await (await pool).close();
}

function queryOn(server: DatabaseServer): Query {
  return async (sql, parameters) => {
    const rows = await (await poolOf(server)).rows(sql, parameters);
    return Array.isArray(rows) ? (rows as Row[]) : [];
  };
}

function poolOf(server: DatabaseServer): Promise<Database> {
  const key = JSON.stringify(server);
  const known = pools.get(key);
  if (known !== undefined) return known;
  const pool = resolveSecret(server.password).then((password) => openDatabase(server, password));
  pools.set(key, pool);
  pool.catch(() => pools.delete(key));
  return pool;
}
