import type { Dependencies } from '../../activities/dependencies';
import { createTableChoices } from '../../activities/databases/context/known-choices';
import { createNewIdentities } from '../../activities/databases/context/new-identities';
import { createThrottles } from '../../activities/databases/throttle/throttle';
import * as queries from '../../activities/toolbox/databases';
import type { Query } from '../../activities/toolbox/query';
import { resolveSecret } from '../../config/secrets';
import { createDatabases } from '../../connectors/mysql/databases';
import type { ClusterDefinition } from '../../model/cluster';

/** The database servers of the lab, or of the project `database`: one pool each for all tests of a file, which closes them. */
export const databases = createDatabases({ readSecret: resolveSecret });

/** What activities that work on databases are made from besides a definition and a ledger. */
export const DATABASE_PARTS: Pick<Dependencies, 'databases' | 'throttle' | 'newIdentities' | 'tableChoices'> = {
  databases,
  throttle: createThrottles(databases),
  newIdentities: createNewIdentities(),
  tableChoices: createTableChoices(),
};

export const sourceQuery = (definition: ClusterDefinition): Query => queries.sourceQuery({ databases }, definition);

export const targetQuery = (definition: ClusterDefinition): Query => queries.targetQuery({ databases }, definition);

/** Jest waits for open connections without end. A query afterwards opens a pool again. */
export const closeDatabases = (): Promise<void> => databases.close();
