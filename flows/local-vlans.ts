import { DEAD_VLAN, findBridge, vmPorts, type Switch } from '../model/switch';

/** A network on a host: which VLAN it has on the integration bridge, and which on the wire. */
export interface LocalVlan {
  readonly network: string;
  readonly tag: number;
  readonly type: 'vlan' | 'flat';
  readonly physicalNetwork: string;
  /** null for a flat network. */
  readonly segmentationId: number | null;
}

export interface LocalVlans {
  readonly vlans: readonly LocalVlan[];
  /** Why seeds could not carry some port's traffic, one sentence each. */
  readonly problems: readonly string[];
}

/** The local VLANs that an agent has left in OVSDB, in the order of their tags. */
export function localVlans(found: Switch, integrationBridge: string): LocalVlans {
  const vlans = new Map<string, LocalVlan>();
  const problems: string[] = [];
  for (const { name, tag, otherConfig } of vmPorts(findBridge(found, integrationBridge))) {
    const {
      net_uuid: network,
      network_type: type,
      physical_network: physicalNetwork,
      segmentation_id: id,
    } = otherConfig;
    if (tag === null || network === undefined) problems.push(`port ${name} has no local VLAN`);
    else if (tag === DEAD_VLAN) problems.push(`port ${name} is on the dead VLAN ${DEAD_VLAN}`);
    else if (type !== 'vlan' && type !== 'flat')
      problems.push(`port ${name} is on a network of type ${type ?? 'unknown'}`);
    else if (physicalNetwork === undefined) problems.push(`port ${name} is on a network without a physical network`);
    else if (type === 'vlan' && !isVlan(id))
      problems.push(`port ${name} is on a VLAN network with segmentation id ${id ?? 'missing'}`);
    else {
      const segmentationId = type === 'vlan' ? Number(id) : null;
      const before = vlans.get(network);
      if (before !== undefined && before.tag !== tag)
        problems.push(`network ${network} has the local VLANs ${before.tag} and ${tag}`);
      vlans.set(network, { network, tag, type, physicalNetwork, segmentationId });
    }
  }
  return { vlans: [...vlans.values()].sort((a, b) => a.tag - b.tag), problems };
}

function isVlan(id: string | undefined): boolean {
  const number = Number(id);
  return Number.isInteger(number) && number > 0 && number < DEAD_VLAN;
}
