import { parseActions } from './actions';
import type { LocalVlan, TunnelVlan } from './local-vlans';

/** The local VLANs that none of these flows of the integration bridge translates to. */
export function unwiredVlans(flows: readonly string[], vlans: readonly LocalVlan[]): readonly LocalVlan[] {
  return vlans.filter(({ tag }) => !flows.some((flow) => translates(flow, tag)));
}

/** The tunnels' networks that none of these flows of the tunnel bridge brings to their local VLAN. */
export function unwiredTunnels(flows: readonly string[], tunnels: readonly TunnelVlan[]): readonly TunnelVlan[] {
  return tunnels.filter(
    ({ tag, segmentationId }) => !flows.some((flow) => tunnelOf(flow) === segmentationId && translates(flow, tag)),
  );
}

/** The local VLANs that flows of the tunnel bridge send into tunnels; none for one that no other host has. */
export function tunnelledTags(flows: readonly string[]): ReadonlySet<number> {
  return new Set(
    flows.flatMap((flow) => {
      const [match = '', actions = ''] = flow.split(',actions=');
      const [, tag] = /,dl_vlan=(\d+)/.exec(match) ?? [];
      const sent = parseActions(actions).some(
        ({ name, argument }) => name === 'output' && /^"?[\w-]+"?$/.test(argument),
      );
      return tag !== undefined && sent ? [Number(tag)] : [];
    }),
  );
}

// ovs-ofctl writes the action by the OpenFlow version: with the VLAN, or with the VLAN and its "present" bit.
function translates(flow: string, tag: number): boolean {
  return new RegExp(String.raw`actions=.*(mod_vlan_vid:${tag}\b|set_field:${tag + 4096}->vlan_vid)`).test(flow);
}

function tunnelOf(flow: string): number | undefined {
  const [, id] = /,tun_id=(0x[0-9a-f]+|\d+)\b/.exec(flow) ?? [];
  return id === undefined ? undefined : Number(id);
}
