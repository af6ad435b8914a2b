import type { Statements, Row } from '../../../connectors/mysql/statements';
import { tableName } from '../../../model/quote';
import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../../model/cluster';
import type { JsonObject } from '../../../model/json';
import { OVS_AGENT } from '../../../model/network/neutron-names';
import { DATAPATH_DETAIL, type DatapathOf } from '../source/host-datapaths';
import { flag, json, text } from '../source/fields';
import { agentTable, insertAgent, NOW } from './agent-table';

/** An Open vSwitch agent of the old side, as a row of the new side that stands in until the new agent reports itself. */
export interface StandIn {
  readonly id: string;
  readonly host: string;
  readonly enabled: boolean;
  readonly configurations: JsonObject;
}

/** The agent that reports itself overwrites the configurations, and this mark with them. */
const MARK = '"registered_by": "stackleap"';

/** Neutron takes an agent for dead after so long without a heartbeat. */
const DOWN_AFTER_SECONDS = 75;

/** Ours are renewed when they are this old. */
const RENEW_AFTER_SECONDS = 15;

/** What a switch can that is built with DPDK, as its agent tells it: on the userspace's datapath ML2 then binds by vhost-user. */
const VHOST_USER = /^dpdkvhostuser/;

/**
 * The old agent with the bridges that the definition names, so that ML2 binds ports to its host. The datapath is what the host's own
 * switch has: an agent of Liberty tells none, and ML2 takes that for the kernel's.
 */
export function standIn(row: Row, definition: ClusterDefinition, datapathOf: DatapathOf): StandIn {
  const datapath = datapathOf(text(row['host']));
  const configurations = {
    ...withoutVhostUser(json(row['configurations'])),
    bridge_mappings: definition.network.physicalNetworks,
    integration_bridge: definition.network.integrationBridge,
    ovs_hybrid_plug: false,
    ...(datapath === undefined ? {} : { [DATAPATH_DETAIL]: datapath }),
  };
  return { id: text(row['id']), host: text(row['host']), enabled: flag(row['admin_state_up']), configurations };
}

/** The guests that are copied hang on br-int by Open vSwitch's own ports, whatever else their switch could do. */
function withoutVhostUser(configurations: JsonObject): JsonObject {
  const capabilities = configurations['ovs_capabilities'] as { readonly iface_types?: readonly string[] } | undefined;
  const types = capabilities?.iface_types;
  if (!Array.isArray(types)) return configurations;
  const kept = types.filter((type) => !VHOST_USER.test(String(type)));
  return { ...configurations, ovs_capabilities: { ...capabilities, iface_types: kept } };
}

/** Whether two of them are the same but for how ports are plugged, which is set port by port. */
export function sameStandIn(one: StandIn, other: StandIn): boolean {
  const spell = ({ host, enabled, configurations }: StandIn): string => {
    const { ovs_hybrid_plug: _setForEachPort, ...rest } = configurations;
    const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([host, enabled, sorted]);
  };
  return spell(one) === spell(other);
}

function addMark(configurations: JsonObject): string {
  return `${JSON.stringify(configurations).slice(0, -1)}, ${MARK}}`;
}

/** Statements on the rows of `agents` in the new Neutron. */
export class AgentRows {
  private renewedAt = 0;

  constructor(
    private readonly on: Statements,
    private readonly schema: string,
  ) {}

  /** The hosts that have an Open vSwitch agent, real or standing in. */
  async hosts(): Promise<ReadonlySet<string>> {
    const rows = await this.on.rows(this.agents().where({ agent_type: OVS_AGENT.type }).select('host'));
    return new Set(rows.map(({ host }) => host));
  }

  /** Every Open vSwitch agent by its host, as Neutron's API sees it. */
  async living(): Promise<readonly NetworkObject[]> {
    const rows = await this.on.rows(
      `SELECT host, admin_state_up, heartbeat_timestamp > UTC_TIMESTAMP() - INTERVAL ${DOWN_AFTER_SECONDS} SECOND AS alive
       FROM ${tableName(this.schema, 'agents')} WHERE agent_type = ?`,
      [OVS_AGENT.type],
    );
    return rows.map((row) => ({
      id: text(row['host']),
      alive: flag(row['alive']),
      admin_state_up: flag(row['admin_state_up']),
    }));
  }

  /** The hosts of agents that stand in: nobody wires their ports by what this Neutron says. */
  async standingIn(): Promise<ReadonlySet<string>> {
    return new Set((await this.on.rows(this.standIns().select('host'))).map(({ host }) => host));
  }

  /** The agents that stand in, as they are registered. */
  async registered(): Promise<readonly StandIn[]> {
    const rows = await this.on.rows(this.standIns().select('id', 'host', 'admin_state_up', 'configurations'));
    return rows.map(({ id, host, admin_state_up: up, configurations }) => {
      const { registered_by: _mark, ...own } = json(configurations);
      return { id, host, enabled: flag(up), configurations: own };
    });
  }

  /** Registers one again as it is to be; an agent that has reported itself is left alone. */
  async replace({ id, host, enabled, configurations }: StandIn): Promise<void> {
    const row = { host, admin_state_up: Number(enabled), configurations: addMark(configurations) };
    await this.on.run(this.standIns().where({ id }).update(row));
  }

  /** Takes away one that stands in; not one that has reported itself. */
  async removeStandIn(id: string): Promise<void> {
    await this.on.run(this.standIns().where({ id }).delete());
  }

  async insert({ configurations, ...agent }: StandIn): Promise<void> {
    await this.on.run(insertAgent(this.schema, OVS_AGENT, { ...agent, configurations: addMark(configurations) }));
  }

  /** What ML2 writes into the bindings to come; agents that have reported themselves are left alone. */
  async setHybridPlug(agents: readonly StandIn[], hybrid: boolean): Promise<void> {
    for (const { id, configurations } of agents) {
      const changed = { configurations: addMark({ ...configurations, ovs_hybrid_plug: hybrid }) };
      await this.on.run(this.standIns().where({ id }).update(changed));
    }
  }

  /** Keeps the stand-ins alive; cheap enough to be called before every request. */
  async renew(): Promise<void> {
    if (Date.now() - this.renewedAt < RENEW_AFTER_SECONDS * 1000) return;
    this.renewedAt = Date.now();
    await this.on.run(this.standIns().update({ heartbeat_timestamp: NOW }));
  }

  async remove(id: string): Promise<void> {
    await this.on.run(this.agents().where({ id }).delete());
  }

  private agents() {
    return agentTable(this.schema);
  }

  private standIns() {
    return this.agents().where('configurations', 'like', `%${MARK}%`);
  }
}
