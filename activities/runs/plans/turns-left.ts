import { chunk } from '../../../model/chunk';
import type { Ledger } from '../../../model/ledger';
import type { Group } from '../../../model/plan/plan';
import { tracksThrough } from './tracks-through';

/** Looked at together: mostly one of the first has its turn yet to come. */
const HOSTS_AT_ONCE = 50;

/** Whether any host of these groups has not finished the phase. */
export async function turnsLeft(ledger: Ledger, cluster: string, groups: readonly Group[]): Promise<boolean> {
  const hosts = groups
    .filter(({ workflow }) => workflow === 'upgradeHostBatch' || workflow === 'restartAgent')
    .flatMap(({ lanes }) => lanes);
  for (const some of chunk(hosts, HOSTS_AT_ONCE))
    if ((await tracksThrough(ledger, cluster, some)).size < some.length) return true;
  return false;
}
