import type { Ledger } from '../../../model/ledger';
import { deleteFloatingIps } from './delete-floating-ips';
import { deleteRouters } from './delete-routers';
import { restoreSecurityGroups } from './restore-security-groups';
import { deleteNetworkObjects } from './undo-objects';

/** What the undos of this upgrade's steps say is ours: ids of objects in the new Neutron, and of floating IPs their places. */
export async function readClaims(ledger: Ledger, cluster: string): Promise<ReadonlySet<string>> {
  const undos = await ledger.readUndos(cluster, { limit: 100, phases: ['network'] });
  return new Set([
    ...deleteNetworkObjects.detailsOf(undos).flatMap(({ ids }) => ids),
    ...restoreSecurityGroups.detailsOf(undos).flatMap(({ groups }) => groups),
    ...deleteRouters.detailsOf(undos).flatMap(({ ids }) => ids),
    ...deleteFloatingIps.detailsOf(undos).flatMap(({ places }) => places),
  ]);
}
