import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import { ApiError } from '../../../connectors/openstack/api-error';
import type { DatabasePlan } from '../../../alignment/table-plan';
import type { ClusterDefinition } from '../../../model/cluster';
import type { PhaseName } from '../../../model/phases';
import { readDatabases, type ReadParts } from './read-databases';

/** Why there is nothing to tell of the databases. */
export interface Unread {
  readonly unread: string;
}

/** What these phases will do to the databases as they are now. Reads only; `unread` where they cannot be asked from here. */
export async function readDatabasePlan(
  deps: ReadParts,
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
): Promise<DatabasePlan | Unread> {
  try {
    const read = await readDatabases(deps, definition, { phases, counts: true });
    return 'unreached' in read ? { unread: read.unreached.map(({ message }) => message).join(' ') } : read;
  } catch (error) {
    // A server that went away meanwhile, or a Keystone that does not tell ids by names.
    if (error instanceof ApiError || error instanceof SecretMissingError) return { unread: error.message };
    if (error instanceof DatabaseError && error.type !== 'StatementFailed') return { unread: error.message };
    throw error;
  }
}
