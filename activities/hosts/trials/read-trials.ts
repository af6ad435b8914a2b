import type { ClusterDefinition } from '../../../model/cluster';
import { wantsTrials } from './wants-trials';
import type { Trial } from '../../../model/plan/trial';
import type { Dependencies } from '../../dependencies';
import { sourceStatements } from '../../toolbox/statements';
import { countGuests } from '../../guests/count-guests';
import { readHostGroups } from '../facts/read-host-groups';
import { chooseTrials } from './choose-trials';

/**
 * The hypervisors that go before the others of their kind; none where the definition wants none. Asks each hypervisor what it is, and
 * the old Nova how many VMs each has. A hypervisor that cannot be asked is of no kind. Rejects where the database cannot be read.
 */
export async function readTrials(
  deps: Dependencies,
  definition: ClusterDefinition,
  hosts: readonly string[],
  readGroups = async () => readHostGroups(deps, definition, hosts),
): Promise<readonly Trial[]> {
  if (!wantsTrials(definition, hosts.length)) return [];
  const guests = await countGuests(sourceStatements(deps, definition), definition.source.databases.nova);
  const { groups } = await readGroups();
  return chooseTrials(groups, { canaries: definition.rollout.canaries, guests });
}
