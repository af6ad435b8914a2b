import { DHCP_OWNER, FLOATING_IP, ROUTER_GATEWAY, ROUTER_INTERFACE } from '../../model/network/neutron-names';
import type { Feature, ServiceTables, SomeRows } from '../../model/pair/network';
import { TUNNELS } from './tunnel-endpoints';

export const READ_TABLES: readonly string[] = [
  ...Object.values(TUNNELS.tables),
  ...['agents', 'quotas', 'securitygroups', 'securitygrouprules', 'default_security_group'],
  ...['networks', 'networkrbacs', 'networksecuritybindings', 'externalnetworks', 'ml2_network_segments'],
  ...['subnets', 'ipallocationpools', 'dnsnameservers', 'subnetroutes'],
  ...['ports', 'ml2_port_bindings', 'ml2_port_binding_levels', 'portsecuritybindings', 'ipallocations'],
  ...['securitygroupportbindings', 'allowedaddresspairs', 'extradhcpopts'],
];

export const OWN_TABLES: readonly string[] = [
  ...['alembic_version', 'quotausages', 'reservations', 'resourcedeltas', 'ipavailabilityranges'],
  ...['ipamsubnets', 'ipamallocationpools', 'ipamallocations', 'ipamavailabilityranges'],
  ...['ml2_flat_allocations', 'ml2_vlan_allocations', 'ml2_gre_allocations', 'ml2_vxlan_allocations'],
  ...['ml2_geneve_allocations'],
  // Which agent serves what, and the MAC addresses of hosts with distributed routers.
  ...['networkdhcpagentbindings', 'routerl3agentbindings', 'dvr_host_macs'],
];

/** Owners of ports that belong to routers which are spread over hosts. */
const SPREAD_OWNERS = [
  'network:router_interface_distributed',
  'network:router_centralized_snat',
  'network:router_ha_interface',
  'network:ha_router_replicated_interface',
  'network:floatingip_agent_gateway',
];
const KNOWN_OWNERS = [DHCP_OWNER, ROUTER_INTERFACE, ROUTER_GATEWAY, FLOATING_IP];

function list(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

function whole(...tables: readonly string[]): readonly SomeRows[] {
  return tables.map((table) => ({ table }));
}

export const FEATURES: readonly Feature[] = [
  { name: 'routers', what: 'routers stay behind', rows: whole('routers', 'routerports', 'routerroutes') },
  { name: 'floatingIps', what: 'floating IPs stay behind', rows: whole('floatingips') },
  {
    name: 'spreadRouters',
    what: 'distributed and highly available routers stay behind',
    rows: [
      { table: 'router_extra_attributes', where: 'distributed <> 0 OR ha <> 0 OR service_router <> 0' },
      ...whole('ml2_dvr_port_bindings', 'csnat_l3_agent_bindings'),
      ...whole('ha_router_agent_port_bindings', 'ha_router_networks', 'ha_router_vrid_allocations'),
      { table: 'ports', where: `device_owner IN (${list(SPREAD_OWNERS)})` },
    ],
  },
  {
    name: 'serviceOwnedPorts',
    what: 'ports that a service of Neutron owns stay behind',
    rows: [
      {
        table: 'ports',
        where: `device_owner LIKE 'network:%' AND device_owner NOT IN (${list([...KNOWN_OWNERS, ...SPREAD_OWNERS])})`,
      },
    ],
  },
  {
    name: 'subnetPools',
    what: 'subnet pools stay behind, subnets are copied without theirs',
    rows: [...whole('subnetpools', 'subnetpoolprefixes'), { table: 'subnets', where: 'subnetpool_id IS NOT NULL' }],
  },
  { name: 'addressScopes', what: 'address scopes stay behind', rows: whole('address_scopes') },
  {
    name: 'qos',
    what: 'QoS policies stay behind, networks and ports are copied without theirs',
    rows: whole('qos_policies', 'qos_bandwidth_limit_rules', 'qos_network_policy_bindings', 'qos_port_policy_bindings'),
  },
  { name: 'metering', what: 'metering labels stay behind', rows: whole('meteringlabels', 'meteringlabelrules') },
  {
    name: 'flavors',
    what: 'flavors and service profiles stay behind',
    rows: whole('flavors', 'serviceprofiles', 'flavorserviceprofilebindings'),
  },
  {
    name: 'dnsNames',
    what: 'DNS names of ports stay behind',
    rows: [{ table: 'ports', where: "dns_name IS NOT NULL AND dns_name <> ''" }],
  },
  {
    name: 'vlanTransparency',
    what: 'networks are no longer VLAN transparent',
    rows: [{ table: 'networks', where: 'vlan_transparent <> 0' }],
  },
  {
    name: 'dynamicSegments',
    what: 'segments of hierarchical port binding stay behind',
    rows: [
      { table: 'ml2_network_segments', where: 'is_dynamic <> 0' },
      { table: 'ml2_port_binding_levels', where: 'level > 0' },
    ],
  },
];

export const SERVICE_TABLES: readonly ServiceTables[] = [
  {
    name: 'loadBalancers',
    what: 'load balancers stay behind',
    tables:
      /^(lbaas_|pools$|vips$|members$|healthmonitors$|poolmonitor|poolstatistics|poolloadbalancer|sessionpersistences)/,
  },
  {
    name: 'vpn',
    what: 'VPN services stay behind',
    tables: /^(vpnservices|ikepolicies|ipsec|cisco_csr_identifier_map)/,
  },
  { name: 'firewalls', what: 'firewalls stay behind', tables: /^(firewalls?|firewall_.*)$/ },
];
