/** What is read of the old Neutron, kind by kind: the columns of the kind's rows, by the names that the new Neutron's API has for them. */
export const NEUTRON_COLUMNS = {
  quotas: ['project_id', 'resource', 'value'],
  /** Open vSwitch agents alone; `configurations` is the JSON that they report. */
  agents: ['id', 'host', 'admin_state_up', 'configurations'],
  tunnelEndpoints: ['type', 'ip_address', 'host', 'udp_port'],
  securityGroups: ['id', 'project_id', 'name', 'description', 'is_default'],
  securityGroupRules: [
    ...['id', 'project_id', 'security_group_id', 'remote_group_id', 'direction', 'ethertype', 'protocol'],
    ...['port_range_min', 'port_range_max', 'remote_ip_prefix'],
  ],
  networks: ['id', 'project_id', 'name', 'admin_state_up', 'mtu', 'external', 'port_security_enabled'],
  sharing: ['id', 'project_id', 'object_id', 'target_tenant', 'action'],
  segments: ['network_id', 'network_type', 'physical_network', 'segmentation_id'],
  subnets: [
    ...['id', 'project_id', 'name', 'network_id', 'ip_version', 'cidr', 'gateway_ip', 'enable_dhcp'],
    ...['ipv6_ra_mode', 'ipv6_address_mode'],
  ],
  allocationPools: ['subnet_id', 'first_ip', 'last_ip'],
  nameservers: ['subnet_id', 'address'],
  hostRoutes: ['subnet_id', 'destination', 'nexthop'],
  ports: [
    ...['id', 'project_id', 'name', 'network_id', 'mac_address', 'admin_state_up', 'device_id', 'device_owner', 'host'],
    ...['vif_type', 'vnic_type', 'profile', 'vif_details', 'port_security_enabled'],
  ],
  fixedIps: ['port_id', 'subnet_id', 'ip_address'],
  portGroups: ['port_id', 'security_group_id'],
  addressPairs: ['port_id', 'mac_address', 'ip_address'],
  dhcpOptions: ['port_id', 'opt_name', 'opt_value', 'ip_version'],
  /** The segment that a port is bound to, level by level. */
  bindingLevels: ['port_id', 'level', 'driver', 'network_type', 'physical_network', 'segmentation_id'],
  routers: [...['id', 'project_id', 'name', 'admin_state_up', 'gw_port_id', 'enable_snat', 'distributed', 'ha']],
  routerPorts: ['router_id', 'port_id', 'port_type'],
  routerRoutes: ['router_id', 'destination', 'nexthop'],
  floatingIps: [
    ...['id', 'project_id', 'floating_ip_address', 'floating_network_id', 'floating_port_id', 'port_id'],
    ...['fixed_ip_address', 'router_id'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type NeutronKind = keyof typeof NEUTRON_COLUMNS;

/** One statement for each kind of object on the old Neutron's tables; `{db}` stands for the schema. */
export type NeutronStatements = Readonly<Record<NeutronKind, string>>;
