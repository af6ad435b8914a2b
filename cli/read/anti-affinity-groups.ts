import { readKnownAntiAffinity } from '../../activities/agents/anti-affinity/known-groups';
import { closeDatabases } from '../../activities/toolbox/databases';
import type { ClusterDefinition } from '../../model/cluster';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readAntiAffinity(definition: ClusterDefinition): ReturnType<typeof readKnownAntiAffinity> {
  try {
    return await readKnownAntiAffinity(definition);
  } finally {
    await closeDatabases();
  }
}
