import { setPorts } from '../../connectors/openvswitch/bridges';
import type { RemoteMachine } from '../../model/command';
import { vmPorts, type Bridge, type SwitchPort } from '../../model/switch';
import { canonicalJson } from '../../plan/canonical';

/** The local VLAN of a VM's port, and what an agent keeps about its network. */
export type PortVlan = Pick<SwitchPort, 'name' | 'tag' | 'otherConfig'>;

export function portVlans(bridge: Bridge | undefined): readonly PortVlan[] {
  return vmPorts(bridge).map(({ name, tag, otherConfig }) => ({ name, tag, otherConfig }));
}

/** Puts ports back on the local VLANs that they had, all at once; a port that is gone or new is left alone. */
export async function restorePortVlans(
  machine: RemoteMachine,
  before: readonly PortVlan[],
  bridge: Bridge | undefined,
): Promise<void> {
  const now = new Map(portVlans(bridge).map((port) => [port.name, canonicalJson(port)]));
  const moved = before.filter((port) => now.has(port.name) && now.get(port.name) !== canonicalJson(port));
  if (moved.length > 0) await setPorts(machine, moved);
}
