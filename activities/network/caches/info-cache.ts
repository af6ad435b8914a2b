import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Json, JsonObject } from '../../../model/json';
import { sameValue } from '../compare/differences';
import { text } from '../source/fields';

/** What Nova remembers of one instance's ports (`instance_info_caches`). */
export interface InfoCache {
  readonly instance: string;
  readonly vifs: readonly JsonObject[];
}

/** The new Neutron as far as the caches speak of it. */
export interface Neutron {
  readonly ports: ReadonlyMap<string, NetworkObject>;
  readonly networks: ReadonlyMap<string, NetworkObject>;
  /** Ports that hang on br-int otherwise than the old Neutron reported to Nova: Nova learns it when it looks next. */
  readonly plugged: ReadonlySet<string>;
}

/** A device's name on the host: Linux allows 15 characters. */
const TAP_LENGTH = 14;

/** Where a cache and the new ports do not agree, a sentence for each field. A field that the cache does not tell is not compared. */
export function cacheProblems({ instance, vifs }: InfoCache, neutron: Neutron): string[] {
  return vifs.flatMap((vif) => {
    const id = text(vif['id']);
    const port = neutron.ports.get(id);
    if (port === undefined) return [`instance ${instance}: port ${id} is not in the new Neutron`];
    const network = asObject(vif['network']);
    return compareFields(vif, network, port, neutron)
      .filter(([field, cached, now]) => cached !== undefined && cached !== null && !sameValue(field, cached, now))
      .map(
        ([field, cached, now]) =>
          `instance ${instance}: port ${id} has ${field} ${JSON.stringify(cached)} in the cache and ${JSON.stringify(now)} in Neutron`,
      );
  });
}

/** Ports of instances that their caches do not know: Nova would not plug them. */
export function forgottenPorts(caches: readonly InfoCache[], ports: readonly NetworkObject[]): string[] {
  const known = new Map(caches.map(({ instance, vifs }) => [instance, new Set(vifs.map((vif) => text(vif['id'])))]));
  return ports
    .filter((port) => text(port['device_owner']).startsWith('compute:'))
    .filter((port) => known.get(text(port['device_id']))?.has(port.id) === false)
    .map((port) => `instance ${text(port['device_id'])}: port ${port.id} is not in its cache`);
}

type Expected = readonly [field: string, cached: Json | undefined, now: Json];

function compareFields(
  vif: JsonObject,
  network: JsonObject,
  port: NetworkObject,
  neutron: Neutron,
): readonly Expected[] {
  const details = asObject(port['binding:vif_details']);
  const bound = text(port['binding:host_id']) !== '';
  const net = neutron.networks.get(text(port['network_id']));
  const cachedDetails = asObject(vif['details']);
  const plug = neutron.plugged.has(port.id) ? undefined : cachedDetails['ovs_hybrid_plug'];
  const ofBinding: readonly Expected[] = [
    ['type', vif['type'], port['binding:vif_type'] ?? null],
    ['ovs_hybrid_plug', plug, details['ovs_hybrid_plug'] ?? false],
    ['bridge', details['bridge_name'] === undefined ? undefined : network['bridge'], details['bridge_name'] ?? null],
  ];
  return [
    ['mac_address', vif['address'], port['mac_address'] ?? null],
    ['network', network['id'], port['network_id'] ?? null],
    ['addresses', cachedAddresses(network), addressesOf(port)],
    ['vnic_type', vif['vnic_type'], port['binding:vnic_type'] ?? null],
    ['ovs_interfaceid', vif['ovs_interfaceid'], port.id],
    ['devname', vif['devname'], `tap${port.id}`.slice(0, TAP_LENGTH)],
    ['mtu', asObject(network['meta'])['mtu'], net?.['mtu'] ?? null],
    ...(bound ? ofBinding : []),
  ];
}

function cachedAddresses(network: JsonObject): Json {
  const subnets = network['subnets'];
  const ips = objects(subnets).flatMap((subnet) => objects(subnet['ips']));
  return ips.filter(({ type }) => type !== 'floating').map(({ address }) => address ?? null);
}

function addressesOf(port: NetworkObject): Json {
  return objects(port['fixed_ips']).map((fixed) => fixed['ip_address'] ?? null);
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
