import { OVS_AGENT } from '../../model/network/neutron-names';
import type { NeutronStatements } from '../../model/pair/neutron-rows';
import { TUNNELS } from './tunnel-endpoints';

/**
 * Liberty's Neutron, read straight from its tables. Columns are renamed to what Stein's API calls them; what a statement joins is
 * 1:1, lists have their own statements.
 */
export const LIBERTY_NEUTRON: NeutronStatements = {
  quotas: 'SELECT tenant_id AS project_id, resource, `limit` AS value FROM {db}.quotas ORDER BY tenant_id, resource',
  agents: `SELECT id, host, admin_state_up, configurations FROM {db}.agents WHERE agent_type = '${OVS_AGENT.type}' ORDER BY host`,
  tunnelEndpoints: TUNNELS.statement,
  securityGroups: `
    SELECT g.id, g.tenant_id AS project_id, g.name, g.description, d.security_group_id IS NOT NULL AS is_default
    FROM {db}.securitygroups g LEFT JOIN {db}.default_security_group d ON d.security_group_id = g.id ORDER BY g.id`,
  securityGroupRules: `
    SELECT id, tenant_id AS project_id, security_group_id, remote_group_id, direction, ethertype, protocol,
      port_range_min, port_range_max, remote_ip_prefix
    FROM {db}.securitygrouprules ORDER BY id`,
  networks: `
    SELECT n.id, n.tenant_id AS project_id, n.name, n.admin_state_up, n.mtu, e.network_id IS NOT NULL AS external,
      s.port_security_enabled
    FROM {db}.networks n
      LEFT JOIN {db}.externalnetworks e ON e.network_id = n.id
      LEFT JOIN {db}.networksecuritybindings s ON s.network_id = n.id
    ORDER BY n.id`,
  sharing: `
    SELECT id, tenant_id AS project_id, object_id, target_tenant, action
    FROM {db}.networkrbacs ORDER BY object_id, target_tenant, action`,
  segments: `
    SELECT network_id, network_type, physical_network, segmentation_id
    FROM {db}.ml2_network_segments WHERE is_dynamic = 0 ORDER BY network_id, segment_index, id`,
  subnets: `
    SELECT id, tenant_id AS project_id, name, network_id, ip_version, cidr, gateway_ip, enable_dhcp, ipv6_ra_mode,
      ipv6_address_mode
    FROM {db}.subnets ORDER BY id`,
  allocationPools: 'SELECT subnet_id, first_ip, last_ip FROM {db}.ipallocationpools ORDER BY subnet_id, id',
  nameservers: 'SELECT subnet_id, address FROM {db}.dnsnameservers ORDER BY subnet_id, `order`, address',
  hostRoutes: 'SELECT subnet_id, destination, nexthop FROM {db}.subnetroutes ORDER BY subnet_id, destination',
  ports: `
    SELECT p.id, p.tenant_id AS project_id, p.name, p.network_id, p.mac_address, p.admin_state_up, p.device_id,
      p.device_owner, b.host, b.vif_type, b.vnic_type, b.profile, b.vif_details, s.port_security_enabled
    FROM {db}.ports p
      LEFT JOIN {db}.ml2_port_bindings b ON b.port_id = p.id
      LEFT JOIN {db}.portsecuritybindings s ON s.port_id = p.id
    ORDER BY p.id`,
  fixedIps: 'SELECT port_id, subnet_id, ip_address FROM {db}.ipallocations ORDER BY port_id, subnet_id, ip_address',
  portGroups: 'SELECT port_id, security_group_id FROM {db}.securitygroupportbindings ORDER BY port_id',
  addressPairs: 'SELECT port_id, mac_address, ip_address FROM {db}.allowedaddresspairs ORDER BY port_id',
  dhcpOptions: 'SELECT port_id, opt_name, opt_value, ip_version FROM {db}.extradhcpopts ORDER BY port_id, opt_name',
  bindingLevels: `
    SELECT l.port_id, l.level, l.driver, s.network_type, s.physical_network, s.segmentation_id
    FROM {db}.ml2_port_binding_levels l
      JOIN {db}.ml2_port_bindings b ON b.port_id = l.port_id AND b.host = l.host
      JOIN {db}.ml2_network_segments s ON s.id = l.segment_id
    ORDER BY l.port_id, l.level`,
  routers: `
    SELECT r.id, r.tenant_id AS project_id, r.name, r.admin_state_up, r.gw_port_id, r.enable_snat,
      COALESCE(a.distributed, 0) AS distributed, COALESCE(a.ha, 0) AS ha
    FROM {db}.routers r LEFT JOIN {db}.router_extra_attributes a ON a.router_id = r.id ORDER BY r.id`,
  routerPorts: 'SELECT router_id, port_id, port_type FROM {db}.routerports ORDER BY router_id, port_id',
  routerRoutes:
    'SELECT router_id, destination, nexthop FROM {db}.routerroutes ORDER BY router_id, destination, nexthop',
  floatingIps: `
    SELECT id, tenant_id AS project_id, floating_ip_address, floating_network_id, floating_port_id,
      fixed_port_id AS port_id, fixed_ip_address, router_id
    FROM {db}.floatingips ORDER BY id`,
};
