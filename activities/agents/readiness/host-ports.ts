import type { NetworkApi, NetworkObject } from '../../../connectors/openstack/network-api';
import type { SwitchPort } from '../../../model/network/switch';

/**
 * The new Neutron's ports of one host, by id: those that are bound to it, and those that its switch has, wherever Neutron has them. A
 * cloud has too many ports to list all of them for each host.
 */
export async function readHostPorts(
  api: NetworkApi,
  host: string,
  plugged: readonly SwitchPort[],
): Promise<ReadonlyMap<string, NetworkObject>> {
  const ports = new Map((await api.list('port', { 'binding:host_id': host })).map((port) => [port.id, port]));
  for (const { externalIds } of plugged) {
    const id = externalIds['iface-id'] ?? '';
    const other = id === '' || ports.has(id) ? undefined : await api.find('port', id);
    if (other !== undefined) ports.set(id, other);
  }
  return ports;
}
