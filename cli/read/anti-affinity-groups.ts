import { readAntiAffinityGroups, type AntiAffinityGroups } from '../../activities/agents/anti-affinity/read-groups';
import type { Unread } from '../../activities/databases/preflight/read-database-plan';
import type { ClusterDefinition } from '../../model/cluster';
import { unlessAway } from '../../activities/databases/preflight/unless-away';
import { withDependencies } from './with-dependencies';

/** What keeps hypervisors apart in the order of the agents, read from where the command line runs. */
export async function readAntiAffinity(definition: ClusterDefinition): Promise<AntiAffinityGroups | Unread> {
  return withDependencies(definition, (deps) => unlessAway(readAntiAffinityGroups(deps, definition)));
}
