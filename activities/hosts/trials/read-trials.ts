import type { ClusterDefinition } from '../../../model/cluster';
import { wantsTrials } from './wants-trials';
import type { Trial } from '../../../model/plan/trial';
import { identifier } from '../../../model/quote';
import type { Dependencies } from '../../dependencies';
import { sourceStatements } from '../../toolbox/statements';
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
): Promise<readonly Trial[]> {
  if (!wantsTrials(definition, hosts.length)) return [];
  const rows = await sourceStatements(deps, definition).rows(
    `SELECT host AS host, COUNT(*) AS guests FROM ${identifier(definition.source.databases.nova)}.instances
      WHERE deleted = 0 AND host IS NOT NULL GROUP BY host`,
  );
  const guests = new Map(rows.map((row) => [String(row['host']), Number(row['guests'])]));
  const { groups } = await readHostGroups(deps, definition, hosts);
  return chooseTrials(groups, { canaries: definition.rollout.canaries, guests });
}
