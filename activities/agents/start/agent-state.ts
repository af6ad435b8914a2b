import { dumpFlows } from '../../../connectors/openvswitch/bridges';
import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import type { Session } from '../../../connectors/openstack/session';
import { localVlans, type TunnelVlan } from '../../../flows/local-vlans';
import { parseFlows } from '../../../flows/saved-flows';
import { isBypassFlow } from '../../../flows/relocated-flows';
import { tunnelledTags, unwiredTunnels, unwiredVlans } from '../../../flows/wired';
import type { RemoteMachine } from '../../../model/remote-command';
import { findBridge, isDead, vmPorts } from '../../../model/network/switch';
import { OVS_AGENT } from '../../../model/network/neutron-names';
import type { OpenHost } from '../../toolbox/open-host';
import { isRunning, readUnits } from '../../toolbox/units';
import type { HostBypass } from '../bypass/host-bypass';

/** The agent of a host as Neutron knows it; undefined when it knows none. */
export async function findAgent(session: Session, host: string): Promise<NetworkObject | undefined> {
  return (await new NetworkApi(session).list('agent', { host, binary: OVS_AGENT.binary }))[0];
}

/** What the agent of a host still lacks after a start that Neutron did not know at `before`; empty when nothing is left. */
export async function agentTroubles(
  { machine, definition, pair }: OpenHost,
  session: Session,
  before: string,
  bypass: HostBypass,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const { agent: name } = pair.units;
  const [unit] = await readUnits(machine, [name]);
  if (unit === undefined || !isRunning(unit)) troubles.push(`${name} is ${unit?.active ?? 'unknown'}`);
  const agent = await findAgent(session, machine.name);
  if (agent?.['alive'] !== true || agent['started_at'] === before) troubles.push('Neutron has not heard of its start');
  const { integrationBridge, tunnelBridge } = definition.network;
  const found = await readSwitch(machine);
  const plugged = vmPorts(findBridge(found, integrationBridge));
  const ports = await new NetworkApi(session).list('port', { 'binding:host_id': machine.name });
  const switchedOff = new Set(ports.filter((port) => port['admin_state_up'] === false).map(({ id }) => id));
  const due = plugged.filter(({ externalIds }) => !switchedOff.has(externalIds['iface-id'] ?? ''));
  const dead = due.filter(isDead).map(({ name }) => name);
  if (dead.length > 0) troubles.push(`on the dead VLAN: ${dead.join(', ')}`);
  const wanted = new Set(due.map(({ externalIds }) => externalIds['iface-id']));
  const down = ports.filter(({ id, status }) => wanted.has(id) && status !== 'ACTIVE').map(({ id }) => id);
  if (down.length > 0) troubles.push(`ports that are not ACTIVE: ${down.join(', ')}`);
  const { vlans, tunnels } = localVlans(found, integrationBridge);
  const unwired = [
    ...unwiredVlans(await ownFlows(machine, integrationBridge), vlans),
    ...(tunnelBridge === null || tunnels.length === 0
      ? []
      : unreachable(await ownFlows(machine, tunnelBridge), bypass.flows[tunnelBridge] ?? [], tunnels)),
  ];
  if (unwired.length > 0)
    troubles.push(`no flows yet for networks ${unwired.map(({ network }) => network).join(', ')}`);
  return troubles;
}

/** Flows that are no bypass flows. */
async function ownFlows(machine: RemoteMachine, bridge: string): Promise<readonly string[]> {
  return parseFlows(await dumpFlows(machine, bridge)).filter((flow) => !isBypassFlow(flow));
}

/** Networks that an agent does not bring out of its tunnels yet, or not into them although the copied flows did. */
function unreachable(
  flows: readonly string[],
  copied: readonly string[],
  tunnels: readonly TunnelVlan[],
): readonly TunnelVlan[] {
  const [before, now] = [tunnelledTags(copied), tunnelledTags(flows)];
  const unwired = unwiredTunnels(flows, tunnels);
  return tunnels.filter((tunnel) => unwired.includes(tunnel) || (before.has(tunnel.tag) && !now.has(tunnel.tag)));
}
