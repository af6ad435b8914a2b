import { DhcpMachine, networkOf } from '../../connectors/dhcp/dhcp-servers';
import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { HandOver } from '../../model/network-services';
import { DHCP_OWNER, RESERVED_DHCP_PORT } from '../../model/network/neutron-names';
import type { Dependencies } from '../dependencies';
import { text } from '../network/source/fields';
import { isRunning, readUnits } from '../toolbox/units';

/** What new agents still lack until each of these networks has a server that VMs can reach; empty when all have. */
export async function dhcpTroubles(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  agents: HandOver['new'],
  networks: readonly string[],
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const served = new Set<string>();
  for (const { host, units } of agents) {
    const machine = await deps.machine(definition, host);
    for (const state of await readUnits(machine, units))
      if (!isRunning(state)) troubles.push(`${state.unit} on ${host} is ${state.active}`);
    const { servers } = await (await DhcpMachine.install(machine)).read();
    for (const { namespace } of servers) served.add(networkOf(namespace));
  }
  const hosts = new Set(agents.map(({ host }) => host));
  const wired = new Set<string>();
  for (const port of await api.list('port', { device_owner: DHCP_OWNER })) {
    const taken = port['device_id'] !== RESERVED_DHCP_PORT && hosts.has(text(port['binding:host_id']));
    if (taken && port['status'] === 'ACTIVE' && port['binding:vif_type'] === 'ovs') wired.add(text(port['network_id']));
  }
  for (const network of networks)
    if (!wired.has(network))
      troubles.push(`network ${network} has no DHCP port of a new agent that is bound and ACTIVE`);
    else if (!served.has(network)) troubles.push(`network ${network} has no dnsmasq`);
  return troubles;
}
