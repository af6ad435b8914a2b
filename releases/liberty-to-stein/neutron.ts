/** The owner of a DHCP agent's port: its address is reserved, the agent makes the rest. Other `network:` owners are routers'. */
export const DHCP_OWNER = 'network:dhcp';

/** What the phase creates, by the names of quotas. */
export const QUOTA_RESOURCES = ['network', 'subnet', 'port', 'security_group', 'security_group_rule'] as const;

/** The quotas that Stein's Neutron knows with its router plugin; it refuses others (of the old load balancers). */
export const KNOWN_QUOTAS: ReadonlySet<string> = new Set([
  ...QUOTA_RESOURCES,
  'router',
  'floatingip',
  'subnetpool',
  'rbac_policy',
]);

/** The `device_id` under which any new DHCP agent takes a port over, with its address. */
export const RESERVED_DHCP_PORT = 'reserved_dhcp_port';

export const OVS_AGENT = {
  type: 'Open vSwitch agent',
  binary: 'neutron-openvswitch-agent',
  topic: 'N/A',
} as const;

/**
 * Liberty's Neutron, read straight from its tables: one statement for each kind of object, `{db}` standing for the schema.
 * Columns are renamed to what Stein's API calls them; what a statement joins is 1:1, lists have statements of their own.
 */
export const LIBERTY_NEUTRON = {
  quotas: 'SELECT tenant_id AS project_id, resource, `limit` AS value FROM {db}.quotas ORDER BY tenant_id, resource',
  agents: `SELECT id, host, configurations FROM {db}.agents WHERE agent_type = '${OVS_AGENT.type}' ORDER BY host`,
  securityGroups: `
    SELECT g.id, g.tenant_id AS project_id, g.name, g.description, d.security_group_id IS NOT NULL AS is_default
    FROM {db}.securitygroups g LEFT JOIN {db}.default_security_group d ON d.security_group_id = g.id ORDER BY g.id`,
  securityGroupRules: `
    SELECT id, tenant_id AS project_id, security_group_id, remote_group_id, direction, ethertype, protocol,
      port_range_min, port_range_max, remote_ip_prefix
    FROM {db}.securitygrouprules ORDER BY id`,
  networks: `
    SELECT n.id, n.tenant_id AS project_id, n.name, n.admin_state_up, n.mtu,
      EXISTS (SELECT 1 FROM {db}.networkrbacs r
        WHERE r.object_id = n.id AND r.target_tenant = '*' AND r.action = 'access_as_shared') AS shared,
      e.network_id IS NOT NULL AS external, s.port_security_enabled
    FROM {db}.networks n
      LEFT JOIN {db}.externalnetworks e ON e.network_id = n.id
      LEFT JOIN {db}.networksecuritybindings s ON s.network_id = n.id
    ORDER BY n.id`,
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
      p.device_owner, b.host, b.vnic_type, b.profile, b.vif_details, s.port_security_enabled
    FROM {db}.ports p
      LEFT JOIN {db}.ml2_port_bindings b ON b.port_id = p.id
      LEFT JOIN {db}.portsecuritybindings s ON s.port_id = p.id
    ORDER BY p.id`,
  fixedIps: 'SELECT port_id, subnet_id, ip_address FROM {db}.ipallocations ORDER BY port_id, subnet_id, ip_address',
  portGroups: 'SELECT port_id, security_group_id FROM {db}.securitygroupportbindings ORDER BY port_id',
  addressPairs: 'SELECT port_id, mac_address, ip_address FROM {db}.allowedaddresspairs ORDER BY port_id',
  dhcpOptions: 'SELECT port_id, opt_name, opt_value, ip_version FROM {db}.extradhcpopts ORDER BY port_id, opt_name',
  /** Not re-created yet: counted, so that a run names what it leaves out. */
  leftOut: `
    SELECT 'routers' AS kind, COUNT(*) AS count FROM {db}.routers
    UNION ALL SELECT 'floating ips', COUNT(*) FROM {db}.floatingips
    UNION ALL SELECT 'subnet pools', COUNT(*) FROM {db}.subnetpools
    UNION ALL SELECT 'networks shared with single projects', COUNT(*) FROM {db}.networkrbacs WHERE target_tenant <> '*'`,
} as const;

export type LibertyNeutronTable = keyof typeof LIBERTY_NEUTRON;
