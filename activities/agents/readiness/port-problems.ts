import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { DEAD_VLAN, isDead, type SwitchPort } from '../../../model/network/switch';
import { text } from '../../network/source/fields';

/** What is known of one host's ports on all sides. */
export interface PortFacts {
  readonly host: string;
  /** Ports of VMs on the integration bridge. */
  readonly plugged: readonly SwitchPort[];
  /** Ports that the new Neutron has, by id. */
  readonly ports: ReadonlyMap<string, NetworkObject>;
  /** Ids of VMs that run on the host. */
  readonly running: ReadonlySet<string>;
  /** Ids of VMs that the new Nova has on the host. */
  readonly known: ReadonlySet<string>;
}

/**
 * What would go dark when the new agent starts, one sentence each: the agent puts a port that its Neutron does not know, or has
 * not bound to this host, on a dead VLAN.
 */
export function portProblems({ host, plugged, ports, running, known }: PortFacts): readonly string[] {
  const wrong = plugged.flatMap(({ name, tag, otherConfig, externalIds }) => {
    const id = externalIds['iface-id'] ?? '';
    const port = ports.get(id);
    if (port === undefined) return [`${name}: port ${id} is not in the new Neutron`];
    const expected: readonly (readonly [what: string, found: unknown, wanted: unknown])[] = [
      ['mac_address', text(port['mac_address']).toLowerCase(), externalIds['attached-mac']?.toLowerCase()],
      ['network_id', port['network_id'], otherConfig['net_uuid']],
      ['binding:host_id', port['binding:host_id'], host],
      ['binding:vif_type', port['binding:vif_type'], 'ovs'],
    ];
    const device = text(port['device_id']);
    const homeless = text(port['device_owner']).startsWith('compute:') && !known.has(device);
    const dead = isDead({ tag }) && port['admin_state_up'] !== false;
    return [
      ...(dead ? [`${name}: port ${id} is on the dead VLAN ${DEAD_VLAN}, though it is not administratively down`] : []),
      ...expected
        .filter(([, found, wanted]) => found !== wanted)
        .map(
          ([what, found, wanted]) => `${name}: port ${id} has ${what} ${String(found)} instead of ${String(wanted)}`,
        ),
      ...(homeless ? [`${name}: the new Nova has no instance ${device} on ${host}`] : []),
    ];
  });
  const there = new Set(plugged.map(({ externalIds }) => externalIds['iface-id']));
  const others = [...ports.values()].filter((port) => port['binding:host_id'] === host && !there.has(port.id));
  const absent = others
    .filter((port) => running.has(text(port['device_id'])))
    .map((port) => `port ${port.id} of the running VM ${text(port['device_id'])} is not plugged`);
  const failed = others
    .filter((port) => port['binding:vif_type'] === 'binding_failed')
    .map(({ id }) => `port ${id} has binding:vif_type binding_failed instead of ovs`);
  return [...wrong, ...absent, ...failed];
}

/** Whether an agent's configuration switches an option on; the last word of the files counts. */
export function isOn(option: 'drop_flows_on_start' | 'l2_population', files: readonly string[]): boolean {
  const line = new RegExp(String.raw`^\s*${option}\s*=\s*(\S+)`, 'gim');
  const words = files.flatMap((text) => [...text.matchAll(line)].map(([, word]) => word));
  return /^(true|yes|on|1)$/i.test(words.at(-1) ?? '');
}
