import { readDatapaths, type Datapaths } from '../../activities/agents/read-datapaths';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** Which datapath the hypervisors have, read from where the command line runs. */
export async function readHostDatapaths(definition: ClusterDefinition, hosts: readonly string[]): Promise<Datapaths> {
  return withDependencies(definition, (deps) => readDatapaths(deps, definition, hosts));
}
