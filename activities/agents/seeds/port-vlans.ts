import { vmPorts, type Bridge, type SwitchPort } from '../../../model/network/switch';
import { canonicalJson } from '../../../model/plan/canonical-json';

/** The local VLAN of a VM's port, and what an agent keeps about its network. */
export type PortVlan = Pick<SwitchPort, 'name' | 'tag' | 'otherConfig'>;

export function portVlans(bridge: Bridge | undefined): readonly PortVlan[] {
  return vmPorts(bridge).map(({ name, tag, otherConfig }) => ({ name, tag, otherConfig }));
}

/** As they were: ports that have another local VLAN now. A port that is gone or new is none of them. */
export function movedPorts(before: readonly PortVlan[], bridge: Bridge | undefined): readonly PortVlan[] {
  return differing(before, bridge, ({ tag }) => String(tag));
}

/** As they were: ports of which anything is noted otherwise now. */
export function changedPorts(before: readonly PortVlan[], bridge: Bridge | undefined): readonly PortVlan[] {
  return differing(before, bridge, canonicalJson);
}

function differing(
  before: readonly PortVlan[],
  bridge: Bridge | undefined,
  told: (port: PortVlan) => string,
): readonly PortVlan[] {
  const now = new Map(portVlans(bridge).map((port) => [port.name, told(port)]));
  return before.filter((port) => now.has(port.name) && now.get(port.name) !== told(port));
}
