import { dumpFlows, setProtocols } from '../../../connectors/openvswitch/bridges';
import type { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { neededProtocols } from '../../../flows/bridge-mode';
import { SEED_COOKIE } from '../../../flows/cookie';
import { parseFlows } from '../../../flows/saved-flows';
import { seedFlows, type Seeds } from '../../../flows/seeds';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/command';
import { findBridge, isDead } from '../../../model/network/switch';
import { failure } from '../../toolbox/failure';
import { portVlans, type PortVlan } from './port-vlans';

export interface HostSeeds extends Pick<Seeds, 'copied' | 'exposed'> {
  readonly flows: Readonly<Record<string, readonly string[]>>;
  /** Ports of VMs on the local VLANs that the flows translate; not those on the dead one. */
  readonly ports: readonly PortVlan[];
  /** Physical bridges first: the order in which bridges are changed. */
  readonly bridges: readonly string[];
}

/**
 * The seeds of a host from its own OVSDB, and from the flows that are there beside seeds; refuses when they could not carry every
 * port's traffic.
 */
export async function readHostSeeds(machine: RemoteMachine, { network }: ClusterDefinition): Promise<HostSeeds> {
  const found = await readSwitch(machine);
  const names = [...Object.values(network.physicalNetworks), network.tunnelBridge, network.integrationBridge];
  const present = new Map<string, readonly string[]>();
  for (const name of names)
    if (name !== null && findBridge(found, name) !== undefined)
      present.set(name, parseFlows(await dumpFlows(machine, name)));
  const { flows, problems, ...more } = seedFlows(found, network, present);
  if (problems.length > 0) throw failure('HostNotReady', `${machine.name}: ${problems.join('; ')}.`);
  const ports = portVlans(findBridge(found, network.integrationBridge)).filter((port) => !isDead(port));
  return { ...more, ports, flows: Object.fromEntries(flows), bridges: [...flows.keys()] };
}

/** Puts the seeds in, on each bridge at once; answers how many are there. */
export async function seedBridges(
  machine: RemoteMachine,
  helper: HostHelper,
  { flows }: Pick<HostSeeds, 'flows'>,
): Promise<Readonly<Record<string, number>>> {
  const found = await readSwitch(machine);
  for (const name of Object.keys(flows)) {
    const bridge = findBridge(found, name);
    if (bridge !== undefined) await setProtocols(machine, name, neededProtocols(bridge));
  }
  return helper.seed(flows, SEED_COOKIE);
}

/** Bridges whose number of seeds is not what it should be. */
export function unseeded(
  flows: Readonly<Record<string, readonly string[]>>,
  counts: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.entries(flows)
    .filter(([bridge, list]) => (counts[bridge] ?? 0) < list.length)
    .map(([bridge]) => bridge);
}
