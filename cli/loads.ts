import { knownLoads } from '../activities/agents/shared-loads';
import { closeDatabases } from '../activities/services/databases';
import type { ClusterDefinition } from '../model/cluster';
import type { SharedLoad } from '../plan/agent-order';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readLoads(definition: ClusterDefinition): Promise<readonly SharedLoad[]> {
  try {
    return await knownLoads(definition);
  } finally {
    await closeDatabases();
  }
}
