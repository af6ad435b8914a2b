import { dumpFlows } from '../../connectors/openvswitch/bridges';
import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import type { Session } from '../../connectors/openstack/session';
import { localVlans } from '../../flows/local-vlans';
import { unwiredVlans } from '../../flows/wired';
import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';
import { DEAD_VLAN, findBridge, vmPorts } from '../../model/switch';
import { AGENT_UNIT } from '../../releases/liberty-to-stein/packages';
import { OVS_AGENT } from '../../releases/liberty-to-stein/neutron';
import { isRunning, readUnits } from '../services/units';

/** The agent of a host as Neutron knows it; undefined when it knows none. */
export async function findAgent(session: Session, host: string): Promise<NetworkObject | undefined> {
  return (await new NetworkApi(session).list('agent', { host, binary: OVS_AGENT.binary }))[0];
}

/** What the agent of a host still lacks after a start that Neutron did not know at `before`; empty when it is through. */
export async function agentTroubles(
  machine: RemoteMachine,
  definition: ClusterDefinition,
  session: Session,
  before: string,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const [unit] = await readUnits(machine, [AGENT_UNIT]);
  if (unit === undefined || !isRunning(unit)) troubles.push(`${AGENT_UNIT} is ${unit?.active ?? 'unknown'}`);
  const agent = await findAgent(session, machine.name);
  if (agent?.['alive'] !== true || agent['started_at'] === before) troubles.push('Neutron has not heard of its start');
  const { integrationBridge } = definition.network;
  const found = await readSwitch(machine);
  const plugged = vmPorts(findBridge(found, integrationBridge));
  const dead = plugged.filter(({ tag }) => tag === DEAD_VLAN).map(({ name }) => name);
  if (dead.length > 0) troubles.push(`on the dead VLAN: ${dead.join(', ')}`);
  const ports = await new NetworkApi(session).list('port', { 'binding:host_id': machine.name });
  const wanted = new Set(plugged.map(({ externalIds }) => externalIds['iface-id']));
  const down = ports.filter(({ id, status }) => wanted.has(id) && status !== 'ACTIVE').map(({ id }) => id);
  if (down.length > 0) troubles.push(`ports that are not ACTIVE: ${down.join(', ')}`);
  const { vlans } = localVlans(found, integrationBridge);
  const unwired = unwiredVlans(await dumpFlows(machine, integrationBridge), vlans);
  if (unwired.length > 0)
    troubles.push(`no flows yet for networks ${unwired.map(({ network }) => network).join(', ')}`);
  return troubles;
}
