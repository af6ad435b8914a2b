import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Row } from '../../../connectors/mysql/statements';
import type { JsonObject } from '../../../model/json';
import { byColumn, type LibertyRows } from '../source/read-liberty';
import { flag, identity, optional, text } from '../source/fields';

/** Liberty's networks as bodies of a POST; `wantedSharing` says who else may use them. */
export function wantedNetworks(rows: LibertyRows): NetworkObject[] {
  const segments = byColumn(rows.segments, 'network_id');
  return rows.networks.map((row) => ({
    ...identity(row),
    admin_state_up: flag(row['admin_state_up']),
    'router:external': flag(row['external']),
    // 0 is Liberty's "not set": the new Neutron computes one.
    ...(Number(row['mtu'] ?? 0) > 0 ? { mtu: Number(row['mtu']) } : {}),
    ...(row['port_security_enabled'] === null ? {} : { port_security_enabled: flag(row['port_security_enabled']) }),
    ...provider(segments(row['id'])),
  }));
}

function provider(segments: readonly Row[]): JsonObject {
  const [only, ...more] = segments.map(segment);
  if (only === undefined || more.length === 0) return only ?? {};
  return { segments: [only, ...more] };
}

function segment(row: Row): JsonObject {
  return {
    'provider:network_type': text(row['network_type']),
    ...optional('provider:physical_network', row['physical_network']),
    ...(row['segmentation_id'] === null ? {} : { 'provider:segmentation_id': Number(row['segmentation_id']) }),
  };
}
