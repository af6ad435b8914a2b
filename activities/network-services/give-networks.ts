import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { HandOver } from '../../model/network-services';
import { DHCP_AGENT } from '../../model/network/neutron-names';
import { text } from '../network/source/fields';

/**
 * Gives networks that no DHCP agent is to serve to the new agents that report themselves, evenly. Neutron does so by itself when an
 * agent asks for its networks, once, as it starts; where that comes before the agent's first report, as on a busy server, it gets none.
 */
export async function giveNetworks(
  api: NetworkApi,
  agents: HandOver['new'],
  networks: readonly string[],
): Promise<void> {
  const all = await api.list('agent', { agent_type: DHCP_AGENT.type });
  const reporting = all.filter(({ alive, admin_state_up: up }) => alive === true && up === true);
  const shares = await Promise.all(
    reporting.map(async ({ id, host }) => ({ id, host: text(host), has: [...(await api.networksOfDhcpAgent(id))] })),
  );
  const given = new Set(shares.flatMap(({ has }) => has));
  const takers = shares.filter(({ host }) => agents.some((agent) => agent.host === host));
  if (takers.length === 0) return;
  for (const network of networks.filter((one) => !given.has(one))) {
    const least = takers.reduce((one, other) => (other.has.length < one.has.length ? other : one));
    await api.giveToDhcpAgent(least.id, network);
    least.has.push(network);
  }
}
