import { readKnownLoads } from '../../activities/agents/loads/known-loads';
import { closeDatabases } from '../../activities/toolbox/databases';
import type { ClusterDefinition } from '../../model/cluster';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readLoads(definition: ClusterDefinition): ReturnType<typeof readKnownLoads> {
  try {
    return await readKnownLoads(definition);
  } finally {
    await closeDatabases();
  }
}
