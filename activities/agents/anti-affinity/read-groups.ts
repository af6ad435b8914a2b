import type { Statements } from '../../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../../model/cluster';
import { identifier } from '../../../model/quote';
import type { Dependencies } from '../../dependencies';
import type { AntiAffinityGroup } from '../../../model/plan/anti-affinity-group';
import { sourceStatements } from '../../toolbox/statements';

interface Instance {
  readonly uuid: string;
  readonly name: string;
  readonly host: string;
}

export interface AntiAffinityGroups {
  readonly groups: readonly AntiAffinityGroup[];
  /** Members of `rollout.pools` that are not one VM of the cluster, one sentence each. */
  readonly problems: readonly string[];
}

/** The server groups of the old Nova and the pools of the definition, each with the hosts that carry members of it. */
export async function readAntiAffinityGroups(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
): Promise<AntiAffinityGroups> {
  const on = sourceStatements(deps, definition);
  const nova = identifier(definition.source.databases.nova);
  const rows = await on.rows(
    `SELECT g.uuid AS id, g.name AS name, i.host AS host FROM ${nova}.instance_groups g
       JOIN ${nova}.instance_group_member m ON m.group_id = g.id AND m.deleted = 0
       JOIN ${nova}.instances i ON i.uuid = m.instance_id AND i.deleted = 0
      WHERE g.deleted = 0 AND i.host IS NOT NULL
      ORDER BY g.id, m.id`,
  );
  const groups = new Map<string, { name: string; hosts: string[] }>();
  for (const { id, name, host } of rows) {
    const group = groups.get(String(id)) ?? { name: `server group ${String(name)}`, hosts: [] };
    group.hosts.push(String(host));
    groups.set(String(id), group);
  }
  const { pools } = definition.rollout;
  const instances = Object.keys(pools).length === 0 ? [] : await readInstances(on, definition);
  const problems: string[] = [];
  const ofPools = Object.entries(pools).map(([pool, members]) => ({
    name: `pool ${pool}`,
    hosts: members.flatMap((member) => {
      const found = instances.filter(({ uuid, name }) => uuid === member || name === member);
      if (found.length === 0) problems.push(`rollout.pools.${pool} names ${member}, and no VM has that name or id`);
      if (found.length > 1)
        problems.push(`rollout.pools.${pool} names ${member}, and ${found.length} VMs have that name: write the id`);
      return found.map(({ host }) => host);
    }),
  }));
  return { groups: [...groups.values(), ...ofPools], problems };
}

async function readInstances(on: Statements, definition: ClusterDefinition): Promise<readonly Instance[]> {
  const rows = await on.rows(
    `SELECT uuid, display_name AS name, host FROM ${identifier(definition.source.databases.nova)}.instances
      WHERE deleted = 0 AND host IS NOT NULL`,
  );
  return rows.map(({ uuid, name, host }) => ({ uuid: String(uuid), name: String(name), host: String(host) }));
}
