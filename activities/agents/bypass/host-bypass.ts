import { dumpFlows, setProtocols } from '../../../connectors/openvswitch/bridges';
import type { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { neededProtocols } from '../../../flows/bridge-mode';
import { BYPASS_COOKIE } from '../../../flows/cookie';
import { parseFlows } from '../../../flows/saved-flows';
import { buildBypassFlows, type BypassFlows } from '../../../flows/bypass-flows';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { findBridge, isDead } from '../../../model/network/switch';
import { failure } from '../../toolbox/failure';
import { portVlans, type PortVlan } from './port-vlans';

export interface HostBypass extends Pick<BypassFlows, 'copied' | 'exposed'> {
  readonly flows: Readonly<Record<string, readonly string[]>>;
  /** Ports of VMs on the local VLANs that the flows translate; not those on the dead one. */
  readonly ports: readonly PortVlan[];
  /** Physical bridges first: the order in which bridges are changed. */
  readonly bridges: readonly string[];
}

/**
 * The bypass flows of a host from its own OVSDB, and from the flows that are there beside bypass flows; refuses when they could not
 * carry every port's traffic.
 */
export async function readHostBypass(machine: RemoteMachine, { network }: ClusterDefinition): Promise<HostBypass> {
  const found = await readSwitch(machine);
  const names = [...Object.values(network.physicalNetworks), network.tunnelBridge, network.integrationBridge];
  const present = new Map<string, readonly string[]>();
  for (const name of names)
    if (name !== null && findBridge(found, name) !== undefined)
      present.set(name, parseFlows(await dumpFlows(machine, name)));
  const { flows, problems, ...more } = buildBypassFlows(found, network, present);
  if (problems.length > 0) throw failure('HostNotReady', `${machine.name}: ${problems.join('; ')}.`);
  const ports = portVlans(findBridge(found, network.integrationBridge)).filter((port) => !isDead(port));
  return { ...more, ports, flows: Object.fromEntries(flows), bridges: [...flows.keys()] };
}

/** Puts the bypass flows in, on each bridge at once; answers how many are there. */
export async function installBypass(
  machine: RemoteMachine,
  helper: HostHelper,
  { flows }: Pick<HostBypass, 'flows'>,
): Promise<Readonly<Record<string, number>>> {
  const found = await readSwitch(machine);
  for (const name of Object.keys(flows)) {
    const bridge = findBridge(found, name);
    if (bridge !== undefined) await setProtocols(machine, name, neededProtocols(bridge));
  }
  return helper.seed(flows, BYPASS_COOKIE);
}

/** Bridges whose number of bypass flows is not what it should be. */
export function bridgesWithoutBypass(
  flows: Readonly<Record<string, readonly string[]>>,
  counts: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.entries(flows)
    .filter(([bridge, list]) => (counts[bridge] ?? 0) < list.length)
    .map(([bridge]) => bridge);
}
