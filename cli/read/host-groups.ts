import { readHostGroups, type HostGroups } from '../../activities/hosts/facts/read-host-groups';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** What the hypervisors are, read from where the command line runs. */
export async function readGroupsOfHosts(definition: ClusterDefinition, hosts: readonly string[]): Promise<HostGroups> {
  return withDependencies(definition, (deps) => readHostGroups(deps, definition, hosts));
}
