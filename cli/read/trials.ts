import type { Unread } from '../../activities/databases/preflight/read-database-plan';
import type { HostGroups } from '../../activities/hosts/facts/read-host-groups';
import { readTrials as readOf } from '../../activities/hosts/trials/read-trials';
import type { ClusterDefinition } from '../../model/cluster';
import type { Trial } from '../../model/plan/trial';
import { unlessAway } from '../../activities/databases/preflight/unless-away';
import { withDependencies } from './with-dependencies';

/** Which hypervisors go before the others of their kind, read from where the command line runs; `readGroups` tells their kinds. */
export async function readTrials(
  definition: ClusterDefinition,
  hosts: readonly string[],
  readGroups: () => Promise<HostGroups>,
): Promise<readonly Trial[] | Unread> {
  return withDependencies(definition, (deps) => unlessAway(readOf(deps, definition, hosts, readGroups)));
}
