import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Dependencies } from '../../dependencies';
import type { Unread } from '../../databases/preflight/read-database-plan';
import { readAntiAffinityGroups, type AntiAffinityGroups } from './read-groups';

/** What keeps hypervisors apart, for a plan that is only printed: `unread` where the databases cannot be asked from here. */
export async function readKnownAntiAffinity(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
): Promise<AntiAffinityGroups | Unread> {
  try {
    return await readAntiAffinityGroups(deps, definition);
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof SecretMissingError) return { unread: error.message };
    throw error;
  }
}
