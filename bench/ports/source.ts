import { randomUUID } from 'node:crypto';
import type { Dependencies } from '../../activities/dependencies';
import { paperHosts } from '../../lab/generator/cluster/instances';
import { DEFAULT_OPTIONS } from '../../lab/generator/cluster/options';
import type { ClusterDefinition } from '../../model/cluster';
import { tableName } from '../../model/quote';

/** Ports of DHCP agents, besides one for each instance. */
export const DHCP_PORTS = 3;

/** Most of so many ports are on hosts that exist on paper only: each gets an agent in the old Neutron, as a real one has. */
export async function addPaperAgents(
  { databases }: Pick<Dependencies, 'databases'>,
  { source }: ClusterDefinition,
  instances: number,
): Promise<readonly string[]> {
  const database = await databases.of(source.server);
  const hosts = paperHosts({ ...DEFAULT_OPTIONS, instances });
  for (const host of hosts)
    await database.run(
      `INSERT INTO ${tableName(source.databases.neutron, 'agents')} (id, agent_type, \`binary\`, topic, host, admin_state_up,
         created_at, started_at, heartbeat_timestamp, configurations, \`load\`)
       SELECT ?, agent_type, \`binary\`, topic, ?, 1, created_at, started_at, heartbeat_timestamp, configurations, 0
       FROM ${tableName(source.databases.neutron, 'agents')} WHERE host = 'compute1' AND agent_type = 'Open vSwitch agent'`,
      [randomUUID(), host],
    );
  return hosts;
}
