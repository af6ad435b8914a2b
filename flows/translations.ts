import { findBridge, isDead, vmPorts, type Bridge, type Switch } from '../model/network/switch';
import { BYPASS_COOKIE } from './cookie';
import type { LocalVlan } from './local-vlans';

/** Which bridges a host has. */
export interface NetworkLayout {
  /** Physical network → bridge. */
  readonly physicalNetworks: Readonly<Record<string, string>>;
  readonly integrationBridge: string;
  /** null where no network goes through tunnels. */
  readonly tunnelBridge: string | null;
}

/** Above all flows of an agent, whose drops have the highest priority there is: bypass flows come first by going in first. */
const TRANSLATE = 65_535;
const REFUSE = 65_534;
const REST = 65_533;

/**
 * Flows that carry VLAN and flat networks by Open vSwitch's own switching, the integration bridge's last. A single NORMAL would put
 * local VLANs on the wire: each network's tag is translated both ways between the integration bridge and its physical bridge, the rest
 * of what comes over that border is dropped, as is what comes from a port that the agent has wired nowhere.
 */
export function translations(
  found: Switch,
  { physicalNetworks, integrationBridge }: NetworkLayout,
  vlans: readonly LocalVlan[],
): { readonly flows: Map<string, readonly string[]>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const flows = new Map<string, readonly string[]>();
  const integration: string[] = [];
  for (const { network, physicalNetwork } of vlans)
    if (physicalNetworks[physicalNetwork] === undefined)
      problems.push(`network ${network} is on ${physicalNetwork}, which the definition gives no bridge`);
  for (const [physicalNetwork, name] of Object.entries(physicalNetworks)) {
    const border = borderOf(found, integrationBridge, name);
    if (border === undefined) {
      problems.push(`bridge ${name} of ${physicalNetwork} has no patch ports to ${integrationBridge}`);
      continue;
    }
    const own = vlans.filter((vlan) => vlan.physicalNetwork === physicalNetwork);
    integration.push(...own.map((vlan) => inward(border.inside, vlan)), drop(border.inside));
    flows.set(name, [...own.map((vlan) => outward(border.outside, vlan)), drop(border.outside), rest()].map(addCookie));
  }
  const dead = vmPorts(findBridge(found, integrationBridge)).filter(isDead);
  integration.push(...dead.flatMap(({ ofport }) => (ofport === null ? [] : [drop(ofport)])));
  flows.set(integrationBridge, [...integration, rest()].map(addCookie));
  return { flows, problems };
}

function addCookie(flow: string): string {
  return `cookie=${BYPASS_COOKIE},table=0,${flow}`;
}

function inward(port: number, { type, tag, segmentationId }: LocalVlan): string {
  return type === 'vlan'
    ? `priority=${TRANSLATE},in_port=${port},dl_vlan=${segmentationId},actions=mod_vlan_vid:${tag},NORMAL`
    : `priority=${TRANSLATE},in_port=${port},vlan_tci=0x0000/0x1fff,actions=push_vlan:0x8100,mod_vlan_vid:${tag},NORMAL`;
}

function outward(port: number, { type, tag, segmentationId }: LocalVlan): string {
  const action = type === 'vlan' ? `mod_vlan_vid:${segmentationId}` : 'pop_vlan';
  return `priority=${TRANSLATE},in_port=${port},dl_vlan=${tag},actions=${action},NORMAL`;
}

function drop(port: number): string {
  return `priority=${REFUSE},in_port=${port},actions=drop`;
}

function rest(): string {
  return `priority=${REST},actions=NORMAL`;
}

/** The port numbers of both ends of the patch between the integration bridge and a physical one. */
function borderOf(
  found: Switch,
  integrationBridge: string,
  physicalBridge: string,
): { readonly inside: number; readonly outside: number } | undefined {
  const [inner, outer] = [findBridge(found, integrationBridge), findBridge(found, physicalBridge)];
  const inside = patchTo(inner, outer);
  const outside = patchTo(outer, inner);
  return inside === undefined || outside === undefined ? undefined : { inside, outside };
}

function patchTo(from: Bridge | undefined, to: Bridge | undefined): number | undefined {
  const names = new Set(to?.ports.map(({ name }) => name));
  const port = from?.ports.find(({ type, options }) => type === 'patch' && names.has(options['peer'] ?? ''));
  return port?.ofport ?? undefined;
}
