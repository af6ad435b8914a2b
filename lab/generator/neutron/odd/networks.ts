import type { Row, TableRows } from '../../rows';
import { AWKWARD, BLUE, GREEN, odd, PURPLE } from './names';
import { SUBNETS } from './subnets';

interface OddNetwork {
  readonly key: string;
  readonly name: string;
  readonly owner: string;
  readonly vlans: readonly number[];
  readonly mtu?: number;
  readonly up?: boolean;
  readonly external?: boolean;
  readonly portSecurity?: boolean;
}

const NETWORKS: readonly OddNetwork[] = [
  { key: 'awkward', name: AWKWARD, owner: PURPLE, vlans: [110], mtu: 1400, portSecurity: false },
  { key: 'twin-1', name: 'twin', owner: BLUE, vlans: [111] },
  // Without a subnet, and down.
  { key: 'twin-2', name: 'twin', owner: BLUE, vlans: [112], up: false },
  { key: 'segments', name: '', owner: GREEN, vlans: [113, 114] },
  { key: 'external', name: 'external', owner: PURPLE, vlans: [115], external: true },
  { key: 'six', name: 'six', owner: BLUE, vlans: [116] },
];

function each<T>(table: string, of: readonly T[], rows: (item: T) => readonly Row[]): TableRows {
  return { table, rows: of.flatMap(rows) };
}

function shareWith(network: string, owner: string, target: string): Row {
  return {
    id: odd('rbac', `${network}-${target}`),
    object_id: odd('network', network),
    tenant_id: owner,
    target_tenant: target,
    action: 'access_as_shared',
  };
}

/** Networks and subnets as they are seldom seen. */
export function oddNetworkTables(): readonly TableRows[] {
  const awkward = odd('subnet', 'awkward');
  return [
    each('networks', NETWORKS, ({ key, name, owner, mtu = 0, up = true }) => [
      {
        ...{ tenant_id: owner, id: odd('network', key), name, status: 'ACTIVE' },
        ...{ admin_state_up: Number(up), mtu, vlan_transparent: null },
      },
    ]),
    each('ml2_network_segments', NETWORKS, ({ key, vlans }) =>
      vlans.map((vlan, segment_index) => ({
        ...{ id: odd('segment', String(vlan)), network_id: odd('network', key), network_type: 'vlan' },
        ...{ physical_network: 'physnet1', segmentation_id: vlan, is_dynamic: 0, segment_index },
      })),
    ),
    each('externalnetworks', NETWORKS, ({ key, external = false }) =>
      external ? [{ network_id: odd('network', key) }] : [],
    ),
    each('networksecuritybindings', NETWORKS, ({ key, portSecurity = true }) => [
      { network_id: odd('network', key), port_security_enabled: Number(portSecurity) },
    ]),
    {
      table: 'networkrbacs',
      rows: [shareWith('awkward', PURPLE, BLUE), shareWith('awkward', PURPLE, GREEN), shareWith('six', BLUE, '*')],
    },
    each('subnets', SUBNETS, ({ key, network, owner, name = '', cidr, gateway, dhcp = true, modes }) => [
      {
        ...{ tenant_id: owner, id: odd('subnet', key), name, network_id: odd('network', network) },
        ...{ ip_version: cidr.includes(':') ? 6 : 4, cidr, gateway_ip: gateway, enable_dhcp: Number(dhcp) },
        ...{ ipv6_ra_mode: modes ?? null, ipv6_address_mode: modes ?? null, subnetpool_id: null },
      },
    ]),
    each('ipallocationpools', SUBNETS, ({ key, pools }) =>
      pools.map(([first_ip, last_ip]) => ({
        ...{ id: odd('pool', first_ip), subnet_id: odd('subnet', key), first_ip, last_ip },
      })),
    ),
    {
      table: 'dnsnameservers',
      rows: ['9.9.9.9', '1.1.1.1', '8.8.8.8'].map((address, order) => ({ address, subnet_id: awkward, order })),
    },
    {
      table: 'subnetroutes',
      rows: ['10.9.0.0/16', '10.8.0.0/16'].map((destination) => ({
        ...{ destination, nexthop: '192.168.10.254', subnet_id: awkward },
      })),
    },
  ];
}
