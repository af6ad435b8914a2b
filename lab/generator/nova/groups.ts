import { labUuid, PROJECTS, USERS } from '../../inventory';
import { livingInstances, type Instance } from '../cluster/instances';
import type { LibertyOptions } from '../cluster/options';
import { gone, living, type Row, type TableRows } from '../rows';

function lifetime(i: number): Row {
  return i === 2 ? gone(i, i + 1) : living(i);
}

/** Server groups: blue keeps its first two instances apart, green its first two together; one group was deleted. */
export function groupTables(options: LibertyOptions): readonly TableRows[] {
  const first: Instance[] = [];
  for (const instance of livingInstances(options)) if (first.push(instance) === 4) break;
  const policies = ['anti-affinity', 'affinity', 'anti-affinity'];
  const members = [0, 1].flatMap((group) =>
    first
      .filter(({ projectId }) => projectId === PROJECTS[group]?.id)
      .map((instance) => ({ group_id: group + 1, instance_id: instance.uuid })),
  );
  return [
    {
      table: 'instance_groups',
      rows: policies.map((policy, i) => ({
        ...lifetime(i),
        id: i + 1,
        user_id: USERS[i % 2]?.id as string,
        project_id: PROJECTS[i % 2]?.id as string,
        uuid: labUuid('instance-group', String(i)),
        name: `${PROJECTS[i % 2]?.name}-${policy}`,
      })),
    },
    {
      table: 'instance_group_policy',
      rows: policies.map((policy, i) => ({ ...lifetime(i), id: i + 1, policy, group_id: i + 1 })),
    },
    { table: 'instance_group_member', rows: members.map((member, i) => ({ ...living(i), id: i + 1, ...member })) },
  ];
}
