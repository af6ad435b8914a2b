import type { Dependencies } from '../../activities/dependencies';
import { createTableChoices } from '../../activities/databases/context/known-choices';
import { createNewIdentities } from '../../activities/databases/context/new-identities';
import { createThrottles } from '../../activities/databases/throttle/throttle';
import type { BinaryCell, Row } from '../../connectors/mysql/statements';
import { resolveSecret } from '../../config/secrets';
import { createDatabases } from '../../connectors/mysql/databases';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';

/** The database servers of the lab, or of the project `database`: one pool each for all tests of a file, which closes them. */
export const databases = createDatabases({ readSecret: resolveSecret });

/** What activities that work on databases are made from besides a definition and a ledger. */
export const DATABASE_PARTS: Pick<Dependencies, 'databases' | 'throttle' | 'newIdentities' | 'tableChoices'> = {
  databases,
  throttle: createThrottles(databases),
  newIdentities: createNewIdentities(),
  tableChoices: createTableChoices(),
};

/** Sends one statement, with values for its `?`; rows of a SELECT, nothing of anything else. */
export type Query = (sql: string, parameters?: readonly BinaryCell[]) => Promise<readonly Row[]>;

export const sourceQuery = ({ source }: ClusterDefinition): Query => queryOn(source.server);

export const targetQuery = ({ target }: ClusterDefinition): Query => queryOn(target.server);

function queryOn(server: DatabaseServer): Query {
  return async (sql, parameters) => {
    const rows = await (await databases.of(server)).rows(sql, parameters);
    return Array.isArray(rows) ? rows : [];
  };
}

/** Jest waits for open connections without end. A query afterwards opens a pool again. */
export const closeDatabases = (): Promise<void> => databases.close();
