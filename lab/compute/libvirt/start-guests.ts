import type { Instance } from '../../generator/cluster/instances';
import { deviceName, tapName } from '../../generator/nova/network-info';
import type { LabHost } from '../../hosts/host';
import { machineUuid } from '../../hosts/machine-id';
import { NETWORKS, type LabMachine } from '../../inventory';
import { domainName, guestsOf } from '../guests';
import { localVlan, otherConfig } from '../wiring';
import { disksScript } from './disks';
import { bridgeName, domainXml } from './domain-xml';

/** The bridge of the guest's own with its leg on br-int, as Nova makes it before it starts the guest. */
function bridgeScript({ portId }: Instance): string {
  const [qbr, qvb, qvo] = [bridgeName(portId), deviceName('qvb', portId), deviceName('qvo', portId)];
  // not by /sys/class/net: where that is the machine's, the host's devices are not in it
  return `ip link show ${qbr} >/dev/null 2>&1 || {
ip link add name ${qbr} type bridge forward_delay 0 stp_state 0
ip link add ${qvb} type veth peer name ${qvo}
ip link set ${qvb} up promisc on master ${qbr}
ip link set ${qvo} up promisc on
ip link set ${qbr} up
}`;
}

/** The port with what an agent that is long gone left on it; libvirt has plugged a tap already. */
function portScript(host: LabMachine, guest: Instance): string {
  const { portId, mac, uuid, plug } = guest;
  const network = NETWORKS.find(({ id }) => id === guest.network.id);
  if (network === undefined) throw new Error(`${guest.name} is on no network of the inventory`);
  const port = plug === 'tap' ? tapName(portId) : deviceName('qvo', portId);
  const add = `-- --may-exist add-port br-int ${port} -- set Interface ${port} external-ids:iface-id=${portId} \\
 external-ids:iface-status=active external-ids:attached-mac='"${mac}"' external-ids:vm-uuid=${uuid}`;
  return `ovs-vsctl --timeout=20 ${plug === 'tap' ? '' : add} -- set Port ${port} tag=${localVlan(host.name, network)} \\
 other_config='${otherConfig(network)}'`;
}

/** Shell that leaves a guest defined and running as years of Liberty left it; one that runs is left alone. */
function guestScript(host: LabMachine, guest: Instance): string {
  const name = domainName(guest);
  return `if [ "$(virsh domstate ${name} 2>/dev/null | head -n 1)" != running ]; then
${disksScript(guest)}
${guest.plug === 'bridge' ? bridgeScript(guest) : ''}
cat >libvirt.xml <<'XML'
${domainXml(guest, machineUuid(host))}XML
virsh -q define libvirt.xml
virsh -q start ${name}
${portScript(host, guest)}
fi`;
}

/** The shell script for all guests of a host. */
export function startGuestsScript(host: LabMachine): string {
  return ['set -eu', ...guestsOf(host).map((guest) => guestScript(host, guest))].join('\n');
}

/** libvirtd may still be starting. */
const UNTIL_LIBVIRTD = 'for _ in $(seq 100); do virsh -q list >/dev/null 2>&1 && break; sleep 0.2; done';

/** Starts the guests of a host that do not run. */
export async function startGuests(host: LabHost): Promise<void> {
  await host.run(`${UNTIL_LIBVIRTD}\n${startGuestsScript(host.machine)}`);
}
