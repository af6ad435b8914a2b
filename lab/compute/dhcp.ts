import { DHCP_PORTS, VMS, type LabDhcpPort, type LabMachine } from '../inventory';
import { localVlan, otherConfig } from './wiring';

/** What Liberty's server sent its DHCP agent about a network, in the words of the stand-in that reads it. */
function describe({ network, host, portId, mac, address }: LabDhcpPort): string {
  const values = {
    port: portId,
    mac,
    address: `${address}/${network.cidr.split('/')[1]}`,
    gateway: network.gateway,
    cidr: network.cidr.split('/')[0],
    vlan: localVlan(host, network),
    config: otherConfig(network),
  };
  const leases = VMS.filter((vm) => vm.network.id === network.id);
  const hosts = leases.map((vm) => `${vm.mac},host-${vm.address.replaceAll('.', '-')}.openstacklocal,${vm.address}`);
  return [
    ...Object.entries(values).map(([name, value]) => `${name}='${value}'`),
    `options='tag:tag0,option:router,${network.gateway}'`,
    `hosts='${hosts.join('\n')}'`,
    '',
  ].join('\n');
}

/** A shell script that lets Liberty's DHCP agent serve the networks of this host; '' where it serves none. */
export function dhcpScript(host: LabMachine): string {
  const ports = DHCP_PORTS.filter((port) => port.host === host.name);
  if (ports.length === 0) return '';
  return [
    'set -eu',
    'mkdir -p /var/lib/neutron/told',
    ...ports.map((port) => `cat >/var/lib/neutron/told/${port.network.id} <<'TOLD'\n${describe(port)}TOLD`),
    'systemctl enable --quiet neutron-dhcp-agent',
    'systemctl restart neutron-dhcp-agent',
  ].join('\n');
}
