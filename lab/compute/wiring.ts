import { NETWORKS, VMS, type LabMachine, type LabNetwork, type LabVm } from '../inventory';
import { domainName, guestsOf } from './guests';

/** The cookie of the agent that put the flows there; every start of an agent draws another. */
const LIBERTY_COOKIE = '0xaaaabbbb00001111';

export function localVlan(host: string, network: LabNetwork): number {
  const vlan = network.localVlans[host];
  if (vlan === undefined) throw new Error(`${network.name} has no local VLAN on ${host}`);
  return vlan;
}

/** What an agent keeps in Port.other_config, so that its next start finds its local VLANs again. */
export function otherConfig(network: LabNetwork): string {
  const segment = network.segmentationId === null ? '' : `,segmentation_id="${network.segmentationId}"`;
  return `{net_uuid="${network.id}",network_type=${network.type},physical_network=${network.physicalNetwork}${segment}}`;
}

function integrationFlows(host: LabMachine): string[] {
  const networks = NETWORKS.map((network) => {
    const match = network.segmentationId === null ? 'vlan_tci=0x0000/0x1fff' : `dl_vlan=${network.segmentationId}`;
    return `table=0,priority=3,in_port=$uplink,${match},actions=mod_vlan_vid:${localVlan(host.name, network)},NORMAL`;
  });
  return [
    'table=0,priority=0,actions=NORMAL',
    'table=23,priority=0,actions=drop',
    'table=24,priority=0,actions=drop',
    'table=0,priority=2,in_port=$uplink,actions=drop',
    ...networks,
  ];
}

function physicalFlows(host: LabMachine): string[] {
  const networks = NETWORKS.map((network) => {
    const action = network.segmentationId === null ? 'strip_vlan' : `mod_vlan_vid:${network.segmentationId}`;
    return `table=0,priority=4,in_port=$down,dl_vlan=${localVlan(host.name, network)},actions=${action},NORMAL`;
  });
  return ['table=0,priority=0,actions=NORMAL', 'table=0,priority=2,in_port=$down,actions=drop', ...networks];
}

function addFlows(bridge: string, flows: readonly string[]): string[] {
  return [
    `ovs-ofctl del-flows ${bridge}`,
    `ovs-ofctl add-flows ${bridge} - <<FLOWS`,
    ...flows.map((flow) => `cookie=${LIBERTY_COOKIE},${flow}`),
    'FLOWS',
  ];
}

/** A shell script that leaves the host's bridges as a Liberty agent does: no controller, flows by ovs-ofctl. */
export function bridgesScript(host: LabMachine): string {
  return [
    'set -eu',
    `ovs-vsctl --timeout=20 --may-exist add-br br-int -- set Bridge br-int datapath_type=netdev protocols=OpenFlow10 \\
      -- set-fail-mode br-int secure -- --may-exist add-br br-vlan \\
      -- set Bridge br-vlan datapath_type=netdev protocols=OpenFlow10 -- --may-exist add-port br-vlan uplink \\
      -- --may-exist add-port br-int int-br-vlan \\
      -- set Interface int-br-vlan type=patch options:peer=phy-br-vlan \\
      -- --may-exist add-port br-vlan phy-br-vlan \\
      -- set Interface phy-br-vlan type=patch options:peer=int-br-vlan`,
    'uplink=$(ovs-vsctl get Interface int-br-vlan ofport)',
    'down=$(ovs-vsctl get Interface phy-br-vlan ofport)',
    ...addFlows('br-int', integrationFlows(host)),
    ...addFlows('br-vlan', physicalFlows(host)),
  ].join('\n');
}

function plugCommand(host: LabMachine, vm: LabVm): string {
  const prefix = vm.network.cidr.split('/')[1];
  const words = [
    vm.portId,
    vm.mac,
    `${vm.address}/${prefix}`,
    vm.network.gateway,
    vm.uuid,
    vm.name,
    vm.plug,
    String(localVlan(host.name, vm.network)),
    otherConfig(vm.network),
  ];
  return `lab-plug ${words.map((word) => `'${word}'`).join(' ')}`;
}

/** A shell script that plugs the host's VMs and lets them run; those that do already stay as they are. */
export function plugScript(host: LabMachine): string {
  const guests = VMS.filter((vm) => vm.host === host.name);
  return ['set -eu', ...guests.flatMap((vm) => [plugCommand(host, vm), `lab-guest start ${vm.uuid}`])].join('\n');
}

/** The record of the running guests, as the lab's virt driver reads it. nova.compute.power_state: RUNNING is 1. */
export function domainsRecord(host: LabMachine): string {
  const guests = guestsOf(host).map((guest) => [
    guest.uuid,
    {
      ...{ name: guest.name, domain: domainName(guest), state: 1, starts: 0, stops: 0, unplugs: 0, log: [] },
      nics: [{ port: guest.portId, mac: guest.mac, plug: guest.plug }],
    },
  ]);
  return JSON.stringify(Object.fromEntries(guests), null, 1);
}
