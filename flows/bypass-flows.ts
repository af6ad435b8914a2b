import { findBridge, type Switch } from '../model/network/switch';
import { guardedPorts } from './exposure';
import { localVlans, type TunnelVlan } from './local-vlans';
import { isBypassFlow, relocateFlows } from './relocated-flows';
import { translations, type NetworkLayout } from './translations';
import { unwiredTunnels, unwiredVlans } from './wired';

export interface BypassFlows {
  /** Bridge → flows; physical bridges first, the integration bridge last: the order in which bridges are changed. */
  readonly flows: ReadonlyMap<string, readonly string[]>;
  /** Bridges whose present flows are copied, with all that they filter. */
  readonly copied: readonly string[];
  /** Ports whose anti-spoofing flows the bypass flows pass by. */
  readonly exposed: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Flows that carry the traffic of a host's VMs while no agent's flows are there. `present` has each bridge's flows as `parseFlows`
 * gives them. A bridge on which they do more than translate VLANs (tunnels, security groups, distributed routers) gets copies of them.
 */
export function buildBypassFlows(
  found: Switch,
  layout: NetworkLayout,
  present: ReadonlyMap<string, readonly string[]>,
): BypassFlows {
  const { integrationBridge } = layout;
  const own = (bridge: string): readonly string[] => (present.get(bridge) ?? []).filter((flow) => !isBypassFlow(flow));
  const { vlans, tunnels, problems: incomplete } = localVlans(found, integrationBridge);
  const { flows: translated, problems: untranslated } = translations(found, layout, vlans);
  const tunnelBridge = layout.tunnelBridge ?? undefined;
  const tunnelled = tunnelBridge !== undefined && findBridge(found, tunnelBridge) !== undefined;
  const order = [...translated.keys()].toSpliced(-1, 0, ...(tunnelled ? [tunnelBridge] : []));
  const copied = order.filter((bridge) => bridge === tunnelBridge || own(bridge).some(doesMore));
  const copies = new Map(copied.map((bridge) => [bridge, relocateFlows(own(bridge))]));
  const whole = copied.includes(integrationBridge);
  return {
    flows: new Map(order.map((bridge) => [bridge, copies.get(bridge)?.flows ?? translated.get(bridge) ?? []])),
    copied,
    exposed: whole ? [] : guardedPorts(found, integrationBridge, own(integrationBridge)),
    problems: [
      ...incomplete,
      ...untranslated,
      ...[...copies].flatMap(([bridge, { problems }]) => problems.map((problem) => `bridge ${bridge}: ${problem}`)),
      ...(tunnelled
        ? unwiredTunnels(own(tunnelBridge), tunnels).map((tunnel) => noFlows(tunnelBridge, tunnel))
        : tunnels.map((tunnel) => noBridge(tunnel, tunnelBridge))),
      ...(whole ? unwiredVlans(own(integrationBridge), vlans).map((vlan) => noFlows(integrationBridge, vlan)) : []),
    ],
  };
}

function noFlows(bridge: string, { network }: { readonly network: string }): string {
  return `bridge ${bridge} has no flows of an agent for network ${network}`;
}

function noBridge({ network, type }: TunnelVlan, bridge: string | undefined): string {
  const missing =
    bridge === undefined ? 'the definition names no network.tunnelBridge' : `there is no bridge ${bridge}`;
  return `network ${network} is of type ${type}, and ${missing}`;
}

/** Tables in which agents do no more than translate VLANs and look for forged senders. */
const SIMPLE_TABLES = [0, 23, 24, 25, 60, 62];

function doesMore(flow: string): boolean {
  const [, table = '0'] = /(?:^|,)table=(\d+)/.exec(flow) ?? [];
  return !SIMPLE_TABLES.includes(Number(table));
}
