import type { ClusterDefinition } from '../../../model/cluster';
import type { Dependencies } from '../../dependencies';
import { askMachines, eachUnreached } from '../../toolbox/ask-machines';
import { pairOf } from '../../toolbox/pair-of';
import { groupHosts, traitsOf, type HostGroup } from './host-groups';
import { readHostFacts } from './read-host-facts';

/** Hypervisors in groups; those that could not be asked with the reason. */
export interface HostGroups {
  readonly groups: readonly HostGroup[];
  readonly unread: readonly string[];
}

/** Asks each hypervisor what it is; writes nothing. */
export async function readHostGroups(
  deps: Dependencies,
  definition: ClusterDefinition,
  hosts: readonly string[],
): Promise<HostGroups> {
  const pair = pairOf(deps, definition);
  const { answers, unreached } = await askMachines(hosts, async (host) => ({
    host,
    traits: traitsOf(await readHostFacts(await deps.machine(definition, host), pair), pair.versions),
  }));
  return { groups: groupHosts(answers), unread: eachUnreached(unreached).sort() };
}
