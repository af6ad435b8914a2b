import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { DHCP_AGENT } from '../../model/network/neutron-names';
import type { Dependencies } from '../dependencies';
import { openSession } from '../toolbox/open-session';
import { listDhcpPorts, servedNetworks, type DhcpBefore } from './dhcp-before';
import { SINCE_STOPPED } from './gap';
import type { Back, OldSide } from './procedure';
import { endNew, startOld } from './units-before';

/** The old DHCP servers. */
export function oldDhcp(deps: Dependencies, definition: ClusterDefinition, before: DhcpBefore): OldSide {
  return { gap: SINCE_STOPPED, restore: () => restoreDhcp(deps, definition, before) };
}

/**
 * Ends the new servers and brings the old ones back as they were, their leases included: without an agent, which would wait for an
 * old Neutron that is frozen. Then Neutron is notified.
 */
async function restoreDhcp(deps: Dependencies, definition: ClusterDefinition, before: DhcpBefore): Promise<Back> {
  const begin = Date.now();
  await endNew(deps, definition, before.units, 'all');
  const on = async (host: string): Promise<DhcpMachine> => DhcpMachine.install(await deps.machine(definition, host));
  // Namespaces of networks that the old side serves elsewhere must be gone first: both have the same address.
  for (const [host, known] of Object.entries(before.namespaces)) {
    const machine = await on(host);
    const { namespaces } = await machine.read();
    const born = namespaces.filter((name) => !known.includes(name));
    await machine.remove(born, definition.network.integrationBridge);
  }
  await Promise.all(
    Object.entries(before.servers).map(async ([host, servers]) => (await on(host)).up(servers, before.keep)),
  );
  const at = Date.now();
  await startOld(deps, definition, before.units);
  await restorePorts(new NetworkApi(await openSession(definition)), before);
  return { at, ms: at - begin, served: servedNetworks(before).length > 0 };
}

/** In the new Neutron the ports are reserved and bound as before, and its DHCP agents are those that it knew. */
async function restorePorts(api: NetworkApi, before: DhcpBefore): Promise<void> {
  for (const { id } of await api.list('agent', { agent_type: DHCP_AGENT.type }))
    if (!before.agents.includes(id)) await api.remove('agent', id);
  const wanted = new Map(before.ports.map((port) => [port.id, port]));
  for (const { id, device_id, host } of await listDhcpPorts(api)) {
    const port = wanted.get(id);
    if (port === undefined) await api.remove('port', id);
    else if (port.device_id !== device_id || port.host !== host)
      await api.update('port', id, { device_id: port.device_id, 'binding:host_id': port.host });
  }
}
