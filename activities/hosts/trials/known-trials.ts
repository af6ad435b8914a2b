import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Trial } from '../../../model/plan/trial';
import type { Unread } from '../../databases/preflight/read-database-plan';
import type { Dependencies } from '../../dependencies';
import { readTrials } from './read-trials';

/** The trials, for a plan that is only printed: `unread` where the databases cannot be asked from here. */
export async function readKnownTrials(
  deps: Dependencies,
  definition: ClusterDefinition,
  hosts: readonly string[],
): Promise<readonly Trial[] | Unread> {
  try {
    return await readTrials(deps, definition, hosts);
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof SecretMissingError) return { unread: error.message };
    throw error;
  }
}
