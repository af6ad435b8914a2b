import type { Blocker } from '../../../model/blocker';
import { listFirst } from '../../../model/list-first';
import { DHCP_AGENT, L3_AGENT_TYPE, METADATA_AGENT_TYPE } from '../../../model/network/neutron-names';
import { tableName } from '../../../model/quote';
import type { Access } from '../../toolbox/access';
import { eventually } from '../../toolbox/eventually';
import { text } from '../source/fields';

/** Neutron gives networks and routers to agents that it has heard of within this time. */
const ALIVE_SECONDS = 75;
const TYPES = [DHCP_AGENT.type, L3_AGENT_TYPE, METADATA_AGENT_TYPE] as const;

interface Heard {
  readonly id: string;
  readonly name: string;
  readonly at: string;
}

/**
 * DHCP, L3 and metadata agents of the new Neutron that are at work before their hand-over: it would give them what is created here, and
 * two servers would answer the same guests. One that was stopped a moment ago is waited for until Neutron gives it nothing more.
 */
export async function agentsAtWork(access: Pick<Access, 'definition' | 'target'>): Promise<Blocker[]> {
  const before = new Map((await heardOf(access)).map((agent) => [agent.id, agent]));
  if (before.size === 0) return [];
  const working = await eventually(
    async () => {
      const now = await heardOf(access);
      const silent = now.filter(({ id, at }) => before.get(id)?.at === at);
      if (silent.length > 0) throw new Error(`Whether ${silent[0]?.name} is still at work is not seen yet.`);
      return now;
    },
    (ALIVE_SECONDS + 5) * 1000,
  );
  if (working.length === 0) return [];
  const message = `The new Neutron has agents at work, to which it would give what is created: ${listFirst(working.map(({ name }) => name))}. Stop them; they are started when they are handed over.`;
  return [{ type: 'TargetNotClean', message }];
}

async function heardOf({ definition, target }: Pick<Access, 'definition' | 'target'>): Promise<readonly Heard[]> {
  const rows = await target.rows(
    `SELECT id, agent_type, host, heartbeat_timestamp FROM ${tableName(definition.target.databases.neutron, 'agents')}
     WHERE agent_type IN (${TYPES.map(() => '?').join(', ')}) AND admin_state_up = 1
       AND heartbeat_timestamp > UTC_TIMESTAMP() - INTERVAL ${ALIVE_SECONDS} SECOND`,
    TYPES,
  );
  return rows.map((row) => ({
    id: text(row['id']),
    name: `${text(row['agent_type'])} on ${text(row['host'])}`,
    at: text(row['heartbeat_timestamp']),
  }));
}
