import { readKnownTrials } from '../../activities/hosts/trials/known-trials';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** Which hypervisors go before the others of their kind, read from where the command line runs. */
export async function readTrials(
  definition: ClusterDefinition,
  hosts: readonly string[],
): ReturnType<typeof readKnownTrials> {
  return withDependencies(definition, (deps) => readKnownTrials(deps, definition, hosts));
}
