import type { Instance } from '../cluster/instances';

/** A device of a port on the host, as Nova calls it: Linux allows 15 characters. */
export function deviceName(prefix: 'tap' | 'qbr' | 'qvb' | 'qvo', portId: string): string {
  return `${prefix}${portId}`.slice(0, 14);
}

export function tapName(portId: string): string {
  return deviceName('tap', portId);
}

function address(value: string, type: string): object {
  return { address: value, type, version: 4, meta: {} };
}

/** What Liberty's Nova caches of an instance's ports, in the order of the NICs (`instance_info_caches.network_info`). */
export function networkInfo(instance: Instance): readonly object[] {
  const { network } = instance;
  const subnet = {
    cidr: network.cidr,
    version: 4,
    meta: { dhcp_server: network.dhcpAddress },
    gateway: address(network.gateway, 'gateway'),
    dns: network.dns.map((server) => address(server, 'dns')),
    routes: network.routes.map(([destination, nexthop]) => ({
      cidr: destination,
      gateway: address(nexthop, 'gateway'),
      interface: null,
    })),
    ips: [{ ...address(instance.address, 'fixed'), floating_ips: [] }],
  };
  return [
    {
      id: instance.portId,
      address: instance.mac,
      type: 'ovs',
      active: instance.state === 'active',
      devname: tapName(instance.portId),
      ovs_interfaceid: instance.portId,
      preserve_on_delete: false,
      vnic_type: 'normal',
      profile: {},
      meta: {},
      details: { port_filter: true, ovs_hybrid_plug: instance.plug === 'bridge' },
      qbh_params: null,
      qbg_params: null,
      network: {
        id: network.id,
        label: network.name,
        bridge: 'br-int',
        meta: { injected: false, tenant_id: network.owner, mtu: 1500 },
        subnets: [subnet],
      },
    },
  ];
}
