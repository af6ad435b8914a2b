import { COMPUTES, FLAT, labUuid, VLAN, VMS } from '../../inventory';
import { LIBERTY_NETWORKS } from '../cluster/networks';
import { at, type Row, type TableRows } from '../rows';

/** The host that the old DHCP agent ran on; it is no machine of the lab. */
export const OLD_NETWORK_HOST = 'old-network';

function agentRow(host: string, type: string, binary: string, topic: string, configurations: object): Row {
  return {
    id: labUuid('agent', binary, host),
    agent_type: type,
    binary,
    topic,
    host,
    admin_state_up: 1,
    created_at: at(1),
    started_at: at(100_000),
    heartbeat_timestamp: at(200_000),
    description: null,
    configurations: JSON.stringify(configurations),
    load: 0,
  };
}

function openVswitchAgent(host: string): Row {
  return agentRow(host, 'Open vSwitch agent', 'neutron-openvswitch-agent', 'N/A', {
    arp_responder_enabled: false,
    bridge_mappings: { physnet1: 'br-vlan' },
    devices: VMS.filter((vm) => vm.host === host).length,
    enable_distributed_routing: false,
    l2_population: false,
    tunnel_types: [],
    tunneling_ip: '',
  });
}

/** The old cluster's agents, and which network the DHCP agent served. */
export function agentTables(): readonly TableRows[] {
  const dhcp = agentRow(OLD_NETWORK_HOST, 'DHCP agent', 'neutron-dhcp-agent', 'dhcp_agent', {
    dhcp_driver: 'neutron.agent.linux.dhcp.Dnsmasq',
    dhcp_lease_duration: 86_400,
    networks: LIBERTY_NETWORKS.length,
    subnets: LIBERTY_NETWORKS.length,
    use_namespaces: true,
  });
  return [
    { table: 'agents', rows: [...COMPUTES.map(({ name }) => openVswitchAgent(name)), dhcp] },
    {
      table: 'networkdhcpagentbindings',
      rows: [FLAT, VLAN].map(({ id }) => ({ network_id: id, dhcp_agent_id: dhcp['id'] as string })),
    },
  ];
}
