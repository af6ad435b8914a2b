import { readKnownLoads } from '../../activities/agents/loads/known-loads';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readLoads(definition: ClusterDefinition): ReturnType<typeof readKnownLoads> {
  return withDependencies(definition, (deps) => readKnownLoads(deps, definition));
}
