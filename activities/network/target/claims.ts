import type { Ledger, UndoEntry } from '../../../model/ledger';
import { NETWORK_TRACK } from '../../../model/names';
import { deleteFloatingIps } from './delete-floating-ips';
import { deleteRouters } from './delete-routers';
import { restoreSecurityGroups } from './restore-security-groups';
import { deleteNetworkObjects } from './undo-objects';

/** The open undos of the steps that re-create the network, those of `prepare` among them. */
export function readNetworkUndos(ledger: Ledger, cluster: string): Promise<readonly UndoEntry[]> {
  return ledger.readUndos(cluster, { limit: 100, phases: ['prepare', 'network'], track: NETWORK_TRACK });
}

/** What the undos of this upgrade's steps say is ours: ids of objects in the new Neutron, and of floating IPs their places. */
export async function readClaims(ledger: Ledger, cluster: string): Promise<ReadonlySet<string>> {
  const undos = await readNetworkUndos(ledger, cluster);
  return new Set([
    ...deleteNetworkObjects.detailsOf(undos).flatMap(({ ids }) => ids),
    ...restoreSecurityGroups.detailsOf(undos).flatMap(({ groups }) => groups),
    ...deleteRouters.detailsOf(undos).flatMap(({ ids }) => ids),
    ...deleteFloatingIps.detailsOf(undos).flatMap(({ places }) => places),
  ]);
}
