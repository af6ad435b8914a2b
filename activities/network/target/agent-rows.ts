import type { ClusterDefinition } from '../../../model/cluster';
import type { JsonObject } from '../../../model/json';
import { OVS_AGENT } from '../../../model/network/neutron-names';
import { identifier } from '../../../model/quote';
import type { Statements, Row } from '../../../connectors/mysql/statements';
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

/** Statements on the rows of `agents` in the new Neutron. */
export class AgentRows {
  private readonly table: string;
  private renewedAt = 0;

  constructor(
    private readonly on: Statements,
    schema: string,
  ) {
    this.table = `${identifier(schema)}.agents`;
  }

  /** The hosts that have an Open vSwitch agent, real or standing in. */
  async hosts(): Promise<ReadonlySet<string>> {
    const rows = await this.on.rows(`SELECT host FROM ${this.table} WHERE agent_type = ?`, [OVS_AGENT.type]);
    return new Set(rows.map((row) => text(row['host'])));
  }

  /** The hosts of agents that stand in: nobody wires their ports by what this Neutron says. */
  async standingIn(): Promise<ReadonlySet<string>> {
    const rows = await this.on.rows(`SELECT host FROM ${this.table} WHERE configurations LIKE ?`, [`%${MARK}%`]);
    return new Set(rows.map((row) => text(row['host'])));
  }

  async insert({ id, host, enabled, configurations }: StandIn): Promise<void> {
    await this.on.run(
      `INSERT IGNORE INTO ${this.table} (id, agent_type, \`binary\`, topic, host, admin_state_up, created_at, started_at,
         heartbeat_timestamp, description, configurations, \`load\`)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), NULL, ?, 0)`,
      [id, OVS_AGENT.type, OVS_AGENT.binary, OVS_AGENT.topic, host, Number(enabled), addMark(configurations)],
    );
  }

  /** What ML2 writes into the bindings to come; agents that have reported themselves are left alone. */
  async setHybridPlug(agents: readonly StandIn[], hybrid: boolean): Promise<void> {
    for (const { id, configurations } of agents)
      await this.on.run(`UPDATE ${this.table} SET configurations = ? WHERE id = ? AND configurations LIKE ?`, [
        addMark({ ...configurations, ovs_hybrid_plug: hybrid }),
        id,
        `%${MARK}%`,
      ]);
  }

  /** Keeps the stand-ins alive; cheap enough to be called before every request. */
  async renew(): Promise<void> {
    if (Date.now() - this.renewedAt < RENEW_AFTER_SECONDS * 1000) return;
    this.renewedAt = Date.now();
    await this.on.run(`UPDATE ${this.table} SET heartbeat_timestamp = UTC_TIMESTAMP() WHERE configurations LIKE ?`, [
      `%${MARK}%`,
    ]);
  }

  async remove(id: string): Promise<void> {
    await this.on.run(`DELETE FROM ${this.table} WHERE id = ?`, [id]);
  }
}
