import { randomUUID } from 'node:crypto';
import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { Statements } from '../../connectors/mysql/statements';
import { chunk } from '../../model/chunk';
import { DHCP_AGENT } from '../../model/network/neutron-names';
import type { HandOver } from '../../model/network-services';
import { agentTable, insertAgent, NOW } from '../network/target/agent-table';
import { giveNetworks } from './give-networks';

/** Neutron takes an agent for dead after 75 s: so many networks are given in less. */
const GIVEN_AT_ONCE = 50;

/** Of these agents those that do not serve the new Neutron yet: it has not heard of them, or not for long, or they stand in. */
async function awaitedAgents(api: NetworkApi, agents: HandOver['new']): Promise<HandOver['new']> {
  const known = await api.list('agent', { agent_type: DHCP_AGENT.type });
  const atWork = known.filter(({ alive, configurations }) => alive === true && !isEmpty(configurations));
  const hosts = new Set(atWork.map(({ host }) => host));
  return agents.filter(({ host }) => !hosts.has(host));
}

function isEmpty(configurations: unknown): boolean {
  return Object.keys(configurations ?? {}).length === 0;
}

/**
 * DHCP agents that the new Neutron knows before they start. An agent asks for its networks once, as it starts; one that Neutron has not
 * heard of yet gets none, hears of none that it is given until it listens, and has to be started again, while no VM gets a lease.
 */
export class DhcpStandIns {
  private awaited: HandOver['new'] = [];

  constructor(
    private readonly on: Statements,
    private readonly schema: string,
    private readonly agents: HandOver['new'],
  ) {}

  /** Registers them and gives each its share of the networks, while the old servers still answer. */
  async prepare(api: NetworkApi, networks: readonly string[]): Promise<void> {
    this.awaited = await awaitedAgents(api, this.agents);
    if (this.awaited.length === 0) return;
    for (const { host } of this.awaited) {
      const agent = { id: randomUUID(), host, enabled: true, configurations: '{}' };
      await this.on.run(insertAgent(this.schema, DHCP_AGENT, agent));
    }
    for (const some of chunk(networks, GIVEN_AT_ONCE)) {
      await this.renew();
      await giveNetworks(api, this.awaited, some);
    }
  }

  /** Keeps them alive until they report themselves. */
  async renew(): Promise<void> {
    const hosts = this.awaited.map(({ host }) => host);
    await this.on.run(
      agentTable(this.schema)
        .where({ agent_type: DHCP_AGENT.type })
        .whereIn('host', hosts)
        .update({ heartbeat_timestamp: NOW }),
    );
  }
}
