import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { LibertyRows } from '../source/read-liberty';
import { text } from '../source/fields';

/** Who may use whose network (`networkrbacs`), as Stein's RBAC policies. */
export function wantedSharing(rows: LibertyRows): NetworkObject[] {
  return rows.sharing.map((row) => ({
    id: text(row['id']),
    project_id: text(row['project_id']),
    object_type: 'network',
    object_id: text(row['object_id']),
    target_tenant: text(row['target_tenant']),
    action: text(row['action']),
  }));
}

/** What tells policies apart: Neutron allows one of each, and draws their ids itself. */
export function sharingKey(policy: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([policy['object_id'], policy['target_tenant'], policy['action']]);
}
