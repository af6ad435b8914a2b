import { expression, table } from '../../../connectors/mysql/table';
import type { Statements, Row } from '../../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../../model/cluster';
import type { JsonObject } from '../../../model/json';
import { OVS_AGENT } from '../../../model/network/neutron-names';
import { DATAPATH_DETAIL, type DatapathOf } from '../source/host-datapaths';
import { flag, json, text } from '../source/fields';

/** An Open vSwitch agent of the old side, as a row of the new side that stands in until the new agent reports itself. */
export interface StandIn {
  readonly id: string;
  readonly host: string;
  readonly enabled: boolean;
  readonly configurations: JsonObject;
}

/** The agent that reports itself overwrites the configurations, and this mark with them. */
const MARK = '"registered_by": "stackleap"';

/** Neutron takes an agent for dead after 75 s without a heartbeat; ours are renewed when they are this old. */
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

function addMark(configurations: JsonObject): string {
  return `${JSON.stringify(configurations).slice(0, -1)}, ${MARK}}`;
}

interface AgentRow {
  readonly id: string;
  readonly agent_type: string;
  readonly binary: string;
  readonly topic: string;
  readonly host: string;
  readonly admin_state_up: number;
  readonly created_at: string;
  readonly started_at: string;
  readonly heartbeat_timestamp: string;
  readonly description: string | null;
  readonly configurations: string;
  readonly load: number;
}

const NOW = expression('UTC_TIMESTAMP()');

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

  /** The hosts of agents that stand in: nobody wires their ports by what this Neutron says. */
  async standingIn(): Promise<ReadonlySet<string>> {
    return new Set((await this.on.rows(this.standIns().select('host'))).map(({ host }) => host));
  }

  async insert({ id, host, enabled, configurations }: StandIn): Promise<void> {
    const { type, binary, topic } = OVS_AGENT;
    const row = {
      ...{ id, agent_type: type, binary, topic, host, admin_state_up: Number(enabled) },
      ...{ created_at: NOW, started_at: NOW, heartbeat_timestamp: NOW, description: null, load: 0 },
      configurations: addMark(configurations),
    };
    await this.on.run(this.agents().insert(row).onConflict().ignore());
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
    return table<AgentRow>(this.schema, 'agents');
  }

  private standIns() {
    return this.agents().where('configurations', 'like', `%${MARK}%`);
  }
}
