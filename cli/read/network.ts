import { readNetworkPlan } from '../../activities/network/preflight/read-network-plan';
import type { ClusterDefinition } from '../../model/cluster';
import type { PhaseName } from '../../model/phases';
import { withDependencies } from './with-dependencies';

/** What these phases will do to the network, read from where the command line runs; null where the phase is not among them. */
export async function readNetwork(
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
): Promise<Awaited<ReturnType<typeof readNetworkPlan>> | null> {
  if (!phases.includes('network')) return null;
  return withDependencies(definition, (deps) => readNetworkPlan(deps, definition));
}
