import { COMPUTES, DHCP_PORTS, labUuid, VMS } from '../../inventory';
import { LIBERTY_NETWORKS, type Network } from '../cluster/networks';
import { at, type Row, type TableRows } from '../rows';

/** Where the network is served from that the lab's hosts do not have; it is no machine of the lab. */
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

/** The host whose DHCP agent serves a network. */
export function dhcpHost({ id }: Pick<Network, 'id'>): string {
  return DHCP_PORTS.find(({ network }) => network.id === id)?.host ?? OLD_NETWORK_HOST;
}

function dhcpAgent(host: string): Row {
  const served = LIBERTY_NETWORKS.filter((network) => dhcpHost(network) === host).length;
  return agentRow(host, 'DHCP agent', 'neutron-dhcp-agent', 'dhcp_agent', {
    dhcp_driver: 'neutron.agent.linux.dhcp.Dnsmasq',
    dhcp_lease_duration: 86_400,
    networks: served,
    subnets: served,
    use_namespaces: true,
  });
}

/** The old cluster's agents, and which networks the DHCP agents serve. */
export function agentTables(): readonly TableRows[] {
  const dhcp = [...new Set(LIBERTY_NETWORKS.map(dhcpHost))].map(dhcpAgent);
  const idOn = (host: string): string => dhcp.find((agent) => agent['host'] === host)?.['id'] as string;
  return [
    { table: 'agents', rows: [...COMPUTES.map(({ name }) => openVswitchAgent(name)), ...dhcp] },
    {
      table: 'networkdhcpagentbindings',
      rows: LIBERTY_NETWORKS.map((network) => ({ network_id: network.id, dhcp_agent_id: idOn(dhcpHost(network)) })),
    },
  ];
}
