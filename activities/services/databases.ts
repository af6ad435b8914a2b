import knex, { type Knex } from 'knex';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import { readSecret } from './secret';
import type { Query, Row } from './query';

const pools = new Map<string, Promise<Knex>>();

async function connect(server: DatabaseServer): Promise<Knex> {
  const { host, port, user } = server;
  const password = await readSecret(server.password);
  const connection = { host, port, user, password, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true };
  return knex({ client: 'mysql2', connection, pool: { min: 0, max: 8 } });
}

function queryOn(server: DatabaseServer): Query {
  const key = `${server.user}@${server.host}:${server.port}`;
  return async (sql, parameters = []) => {
    let pool = pools.get(key);
    if (pool === undefined) pools.set(key, (pool = connect(server)));
    const [rows] = (await (await pool).raw(sql, [...parameters])) as [unknown];
    return Array.isArray(rows) ? (rows as Row[]) : [];
  };
}

export function sourceQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.source.server);
}

export function targetQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.target.server);
}

export async function closeDatabases(): Promise<void> {
  for (const pool of pools.values()) await (await pool).destroy();
  pools.clear();
}
