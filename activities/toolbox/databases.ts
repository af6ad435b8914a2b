import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import { closePools, databaseOf } from './connections';
import type { Query, Row } from './query';

export function sourceQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.source.server);
}

export function targetQuery(definition: ClusterDefinition): Query {
  return queryOn(definition.target.server);
}

/** Closes every pool of the process; the next query opens one again. */
export const closeDatabases = closePools;

function queryOn(server: DatabaseServer): Query {
  return async (sql, parameters) => {
    const rows = await (await databaseOf(server)).rows(sql, parameters);
    return Array.isArray(rows) ? (rows as Row[]) : [];
  };
}
