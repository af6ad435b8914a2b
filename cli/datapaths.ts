import { readDatapaths, type Datapaths } from '../activities/agents/read-datapaths';
import type { ClusterDefinition } from '../model/cluster';
import { createDependencies } from '../workers/dependencies';

/** Which datapath the hypervisors have, read from where the command line runs. */
export async function readHostDatapaths(definition: ClusterDefinition, hosts: readonly string[]): Promise<Datapaths> {
  const { deps, close } = createDependencies(definition.datacenter);
  try {
    return await readDatapaths(deps, definition, hosts);
  } finally {
    await close();
  }
}
