import { readSharedLoads, type SharedLoads } from '../activities/agents/shared-loads';
import { closeDatabases } from '../activities/services/databases';
import { SecretMissingError } from '../config/secrets';
import { DatabaseError } from '../connectors/mysql/database-error';
import type { ClusterDefinition } from '../model/cluster';

/** Why nothing is known of what keeps hypervisors apart. */
export interface UnreadLoads {
  readonly unread: string;
}

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs; `unread` where that cannot ask. */
export async function readLoads(definition: ClusterDefinition): Promise<SharedLoads | UnreadLoads> {
  try {
    return await readSharedLoads(definition);
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof SecretMissingError) return { unread: error.message };
    throw error;
  } finally {
    await closeDatabases();
  }
}
