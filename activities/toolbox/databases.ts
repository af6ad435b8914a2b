import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import type { Query, Row } from './query';

type WithDatabases = Pick<Dependencies, 'databases'>;

/** Statements on the old side's server. */
export function sourceQuery(deps: WithDatabases, { source }: ClusterDefinition): Query {
  return queryOn(deps, source.server);
}

/** Statements on the new side's server. */
export function targetQuery(deps: WithDatabases, { target }: ClusterDefinition): Query {
  return queryOn(deps, target.server);
}

function queryOn({ databases }: WithDatabases, server: DatabaseServer): Query {
  return async (sql, parameters) => {
    const rows = await (await databases.of(server)).rows(sql, parameters);
    return Array.isArray(rows) ? (rows as Row[]) : [];
  };
}
