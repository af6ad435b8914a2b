import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Json, JsonObject } from '../../../model/json';
import { DHCP_OWNER, RESERVED_DHCP_PORT } from '../../../model/network/neutron-names';
import { text } from '../source/fields';

/** The new Neutron as far as a cache speaks of it. */
export interface NeutronObjects {
  readonly ports: readonly NetworkObject[];
  readonly networks: ReadonlyMap<string, NetworkObject>;
  readonly subnets: ReadonlyMap<string, NetworkObject>;
}

/** Linux allows 15 characters in a device's name, and Nova takes one less. */
const NAME_LENGTH = 14;
const TUNNELED = ['vxlan', 'gre', 'geneve'];

/**
 * What Nova remembers of a port (`instance_info_caches`), made as Stein's own code makes it. `bridge`: the integration bridge, where the
 * binding names none. Floating IPs are not in it: Nova finds them when it looks next.
 */
export function builtVif(port: NetworkObject, neutron: NeutronObjects, bridge: string): JsonObject {
  const details = objectOf(port['binding:vif_details']);
  const isOvs = port['binding:vif_type'] === 'ovs';
  return {
    id: port.id,
    address: port['mac_address'] ?? null,
    network: {
      ...builtNetwork(port, neutron),
      bridge: isOvs ? (text(details['bridge_name']) || bridge).slice(0, NAME_LENGTH) : null,
    },
    type: port['binding:vif_type'] ?? null,
    details,
    devname: `tap${port.id}`.slice(0, NAME_LENGTH),
    ovs_interfaceid: isOvs ? port.id : null,
    qbh_params: null,
    qbg_params: null,
    active: port['admin_state_up'] === false || port['status'] === 'ACTIVE',
    vnic_type: port['binding:vnic_type'] ?? 'normal',
    profile: objectOf(port['binding:profile']),
    // What Nova has not made itself it must not delete with the instance; who made a port nobody knows any more.
    preserve_on_delete: true,
    meta: {},
  };
}

function builtNetwork(port: NetworkObject, neutron: NeutronObjects): JsonObject {
  const id = text(port['network_id']);
  const network = neutron.networks.get(id) ?? { id };
  const segments = objectsOf(network['segments']);
  const physical = [network, ...segments].map((one) => one['provider:physical_network'] ?? null).find(Boolean) ?? null;
  const mtu = network['mtu'] ?? null;
  return {
    id,
    label: network['name'] ?? null,
    meta: {
      injected: false,
      tenant_id: network['tenant_id'] ?? network['project_id'] ?? port['project_id'] ?? null,
      mtu,
      physical_network: physical,
      tunneled: TUNNELED.includes(text(network['provider:network_type'])),
    },
    subnets: builtSubnets(port, neutron),
  };
}

function builtSubnets(port: NetworkObject, { ports, subnets }: NeutronObjects): Json {
  const fixed = objectsOf(port['fixed_ips']);
  const ids = [...new Set(fixed.map((one) => text(one['subnet_id'])))];
  return ids.flatMap((id) => {
    const subnet = subnets.get(id);
    if (subnet === undefined) return [];
    const mode = subnet['ipv6_address_mode'] ?? null;
    const server = ports
      .filter((one) => one['network_id'] === subnet['network_id'] && isServer(one))
      .flatMap((one) => objectsOf(one['fixed_ips']))
      .findLast((one) => one['subnet_id'] === id);
    return [
      {
        cidr: subnet['cidr'] ?? null,
        version: versionOf(text(subnet['cidr'])),
        gateway: ip(subnet['gateway_ip'] ?? null, 'gateway'),
        dns: textsOf(subnet['dns_nameservers']).map((one) => ip(one, 'dns')),
        routes: objectsOf(subnet['host_routes']).map((route) => ({
          cidr: route['destination'] ?? null,
          gateway: ip(route['nexthop'] ?? null, 'gateway'),
          interface: null,
          meta: {},
        })),
        ips: fixed
          .filter((one) => one['subnet_id'] === id)
          .map((one) => ({ ...ip(one['ip_address'] ?? null, 'fixed'), floating_ips: [] })),
        meta: {
          ...(mode === null ? {} : { ipv6_address_mode: mode }),
          ...(server === undefined ? {} : { dhcp_server: server['ip_address'] ?? null }),
        },
      },
    ];
  });
}

function isServer(port: NetworkObject): boolean {
  return port['device_owner'] === DHCP_OWNER || port['device_id'] === RESERVED_DHCP_PORT;
}

function ip(address: Json, type: string): JsonObject {
  const version = typeof address === 'string' ? versionOf(address) : null;
  return { address, type, version, meta: {} };
}

function versionOf(address: string): number {
  return address.includes(':') ? 6 : 4;
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(text) : [];
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
