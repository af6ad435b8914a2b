import { readNetworkPlan } from '../activities/network/read-network-plan';
import type { ClusterDefinition } from '../model/cluster';
import type { PhaseName } from '../model/phases';
import { createDependencies } from '../workers/dependencies';

/** What these phases will do to the network, read from where the command line runs; null where the phase is not among them. */
export async function readNetwork(
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
): Promise<Awaited<ReturnType<typeof readNetworkPlan>> | null> {
  if (!phases.includes('network')) return null;
  const { deps, close } = createDependencies(definition.datacenter);
  try {
    return await readNetworkPlan(deps, definition);
  } finally {
    await close();
  }
}
