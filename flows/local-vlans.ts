import { DEAD_VLAN, findBridge, isDead, vmPorts, type Switch } from '../model/network/switch';
import { TUNNEL_TYPES, type TunnelType } from '../model/network/tunnels';

/** A network on a host: which VLAN it has on the integration bridge, and which on the wire. */
export interface LocalVlan {
  readonly network: string;
  readonly tag: number;
  readonly type: 'vlan' | 'flat';
  readonly physicalNetwork: string;
  /** null for a flat network. */
  readonly segmentationId: number | null;
}

/** A network whose traffic goes to other hosts through tunnels. */
export interface TunnelVlan {
  readonly network: string;
  readonly tag: number;
  readonly type: TunnelType;
  /** The id that its frames have in a tunnel. */
  readonly segmentationId: number;
}

export interface LocalVlans {
  readonly vlans: readonly LocalVlan[];
  readonly tunnels: readonly TunnelVlan[];
  /** Why bypass flows could not carry some port's traffic, one sentence each. */
  readonly problems: readonly string[];
}

/** The local VLANs that an agent has left in OVSDB, in the order of their tags; ports that it wired nowhere have none. */
export function localVlans(found: Switch, integrationBridge: string): LocalVlans {
  const vlans = new Map<string, LocalVlan | TunnelVlan>();
  const problems: string[] = [];
  const wired = vmPorts(findBridge(found, integrationBridge)).filter((port) => !isDead(port));
  for (const { name, tag, otherConfig } of wired) {
    const network = otherConfig['net_uuid'];
    if (tag === null || network === undefined) problems.push(`port ${name} has no local VLAN`);
    else {
      const vlan = vlanOf(network, tag, otherConfig);
      const before = vlans.get(network);
      if (typeof vlan === 'string') problems.push(`port ${name} is on ${vlan}`);
      else if (before !== undefined && before.tag !== tag)
        problems.push(`network ${network} has the local VLANs ${before.tag} and ${tag}`);
      else vlans.set(network, vlan);
    }
  }
  const all = [...vlans.values()].sort((a, b) => a.tag - b.tag);
  return { vlans: all.filter((vlan) => !isTunnel(vlan)), tunnels: all.filter(isTunnel), problems };
}

/** The network of a port, or in words what is wrong with it. */
function vlanOf(
  network: string,
  tag: number,
  config: Readonly<Record<string, string>>,
): LocalVlan | TunnelVlan | string {
  const { network_type: type, physical_network: physicalNetwork, segmentation_id: id } = config;
  const tunnel = TUNNEL_TYPES.find((known) => known === type);
  if (tunnel !== undefined)
    return isWithin(id, 1, 2 ** 32)
      ? { network, tag, type: tunnel, segmentationId: Number(id) }
      : `a ${tunnel} network with segmentation id ${id ?? 'missing'}`;
  if (type !== 'vlan' && type !== 'flat') return `a network of type ${type ?? 'unknown'}`;
  if (physicalNetwork === undefined) return 'a network without a physical network';
  if (type === 'flat') return { network, tag, type, physicalNetwork, segmentationId: null };
  return isWithin(id, 1, DEAD_VLAN)
    ? { network, tag, type, physicalNetwork, segmentationId: Number(id) }
    : `a VLAN network with segmentation id ${id ?? 'missing'}`;
}

function isTunnel(vlan: LocalVlan | TunnelVlan): vlan is TunnelVlan {
  return !('physicalNetwork' in vlan);
}

function isWithin(id: string | undefined, first: number, end: number): boolean {
  const number = Number(id);
  return Number.isInteger(number) && number >= first && number < end;
}
