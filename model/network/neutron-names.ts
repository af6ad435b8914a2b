/** What Neutron calls things, in every release (`neutron_lib.constants`). */

/** The owner of a DHCP agent's port: its address is reserved, the agent makes the rest. Other `network:` owners are routers'. */
export const DHCP_OWNER = 'network:dhcp';

export const ROUTER_INTERFACE = 'network:router_interface';
export const ROUTER_GATEWAY = 'network:router_gateway';
export const FLOATING_IP = 'network:floatingip';

/** The `device_id` under which any new DHCP agent takes a port over, with its address. */
export const RESERVED_DHCP_PORT = 'reserved_dhcp_port';

/** What it calls agents beside Open vSwitch's. */
export const L3_AGENT_TYPE = 'L3 agent';
export const METADATA_AGENT_TYPE = 'Metadata agent';

export const DHCP_AGENT = {
  type: 'DHCP agent',
  binary: 'neutron-dhcp-agent',
  topic: 'dhcp_agent',
} as const;

export const OVS_AGENT = {
  type: 'Open vSwitch agent',
  binary: 'neutron-openvswitch-agent',
  topic: 'N/A',
} as const;
