import { FLAT, VLAN, type LabNetwork } from '../inventory';
import type { LabHost } from '../hosts/host';

interface Namespace {
  readonly name: string;
  readonly network: LabNetwork;
  /** The last number of its address. */
  readonly number: number;
}

/** Where probes ping from, and the control target that they ping on the VLAN (that on the flat network is the top of rack's). */
const NAMESPACES: readonly Namespace[] = [
  { name: 'probe-flat', network: FLAT, number: 2 },
  { name: 'probe-vlan', network: VLAN, number: 2 },
  { name: 'control-vlan', network: VLAN, number: 3 },
];

/** A port on br-probe whose other end is `eth0` in a namespace; does nothing when it is there already. */
function addNamespace({ name, network, number }: Namespace): string {
  const address = network.cidr.replace(/0\/24$/, `${number}/24`);
  const tag = network.segmentationId === null ? '' : ` tag=${network.segmentationId}`;
  return `
if ! ip netns list | grep -qw ${name}; then
  ip netns add ${name}
  ip link add ${name} type veth peer name eth0 netns ${name}
  ip -n ${name} link set lo up
  ip -n ${name} address add ${address} dev eth0
  ip -n ${name} link set eth0 up
  ip link set ${name} up
fi
ovs-vsctl --may-exist add-port br-probe ${name}${tag}
`;
}

/**
 * The controller's view of the VMs' networks: an Open vSwitch bridge on the uplink to the top of rack, and a namespace in each
 * network. Nothing of an upgrade touches them.
 */
export async function ensureProbeNetwork(controller: LabHost): Promise<void> {
  const bridge = `set -e
ovs-vsctl --may-exist add-br br-probe -- set bridge br-probe datapath_type=netdev
ovs-vsctl --may-exist add-port br-probe uplink
ip link set uplink up
`;
  await controller.run(bridge + NAMESPACES.map(addNamespace).join(''));
}
