import { labUuid } from '../../inventory';
import { LIBERTY_NETWORKS, type Network } from '../cluster/networks';
import type { Row, TableRows } from '../rows';

/** A network's one segment. */
export function segmentId({ id }: Pick<Network, 'id'>): string {
  return labUuid('segment', id);
}

function poolId({ subnetId }: Network): string {
  return labUuid('allocation-pool', subnetId);
}

function each(table: string, rows: (network: Network) => readonly Row[]): TableRows {
  return { table, rows: LIBERTY_NETWORKS.flatMap(rows) };
}

/** Networks with segments, subnets and all that hangs on them. */
export function networkTables(): readonly TableRows[] {
  return [
    each('networks', ({ id, name, owner }) => [
      { tenant_id: owner, id, name, status: 'ACTIVE', admin_state_up: 1, mtu: 0, vlan_transparent: null },
    ]),
    each('ml2_network_segments', (network) => [
      {
        id: segmentId(network),
        network_id: network.id,
        network_type: network.type,
        physical_network: 'physnet1',
        segmentation_id: network.segmentationId,
        is_dynamic: 0,
        segment_index: 0,
      },
    ]),
    each('ml2_flat_allocations', ({ type }) => (type === 'flat' ? [{ physical_network: 'physnet1' }] : [])),
    each('ml2_vlan_allocations', ({ segmentationId }) =>
      segmentationId === null ? [] : [{ physical_network: 'physnet1', vlan_id: segmentationId, allocated: 1 }],
    ),
    each('networksecuritybindings', ({ id }) => [{ network_id: id, port_security_enabled: 1 }]),
    each('networkrbacs', ({ id, owner, sharedWith }) =>
      sharedWith === null
        ? []
        : [
            {
              id: labUuid('rbac', id),
              object_id: id,
              tenant_id: owner,
              target_tenant: sharedWith,
              action: 'access_as_shared',
            },
          ],
    ),
    each('subnets', ({ id, subnetId, name, owner, cidr, gateway }) => [
      {
        tenant_id: owner,
        id: subnetId,
        name: `${name}-subnet`,
        network_id: id,
        ip_version: 4,
        cidr,
        gateway_ip: gateway,
        enable_dhcp: 1,
        ipv6_ra_mode: null,
        ipv6_address_mode: null,
        subnetpool_id: null,
      },
    ]),
    each('ipallocationpools', (network) => [
      { id: poolId(network), subnet_id: network.subnetId, first_ip: network.pool[0], last_ip: network.pool[1] },
    ]),
    // What is left of a pool: Liberty's own account, which Stein no longer has.
    each('ipavailabilityranges', (network) => [
      { allocation_pool_id: poolId(network), first_ip: network.pool[0], last_ip: network.pool[1] },
    ]),
    each('dnsnameservers', ({ subnetId, dns }) =>
      dns.map((address, order) => ({ address, subnet_id: subnetId, order })),
    ),
    each('subnetroutes', ({ subnetId, routes }) =>
      routes.map(([destination, nexthop]) => ({ destination, nexthop, subnet_id: subnetId })),
    ),
  ];
}
