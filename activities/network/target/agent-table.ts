import { expression, table } from '../../../connectors/mysql/table';

export interface AgentRow {
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

/** What of an agent is its own. */
interface Agent {
  readonly id: string;
  readonly host: string;
  readonly enabled: boolean;
  /** JSON. */
  readonly configurations: string;
}

/** What Neutron calls agents of a kind. */
interface AgentKind {
  readonly type: string;
  readonly binary: string;
  readonly topic: string;
}

export const NOW = expression('UTC_TIMESTAMP()');

/** The agents that a Neutron has heard of. */
export function agentTable(schema: string) {
  return table<AgentRow>(schema, 'agents');
}

/** Adds an agent as if Neutron had just heard of it; one that it knows already stays as it is. */
export function insertAgent(
  schema: string,
  { type, binary, topic }: AgentKind,
  { id, host, enabled, configurations }: Agent,
) {
  const row = {
    ...{ id, agent_type: type, binary, topic, host, admin_state_up: Number(enabled), configurations },
    ...{ created_at: NOW, started_at: NOW, heartbeat_timestamp: NOW, description: null, load: 0 },
  };
  return agentTable(schema).insert(row).onConflict().ignore();
}
