import { readKnownAntiAffinity } from '../../activities/agents/anti-affinity/known-groups';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readAntiAffinity(definition: ClusterDefinition): ReturnType<typeof readKnownAntiAffinity> {
  return withDependencies(definition, (deps) => readKnownAntiAffinity(deps, definition));
}
