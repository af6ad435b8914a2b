import type { NewIdentity } from '../../../model/tables/alignment-choices';
import type { ColumnValue, FixUp, MappingChange } from '../../../model/mapping';

/** Rows of names and values, of which some are ids. Both fix-ups carry the same expression: one without a mapping keeps ids. */
function values(name: string, projects: string, users: string): Readonly<Record<string, ColumnValue>> {
  const sql = `CASE WHEN ${name} = '${projects}' THEN {projects of s.value} WHEN ${name} = '${users}' THEN {users of s.value} ELSE s.value END`;
  return { value: { sql } };
}

function noPartner(column: string, name: string, of: 'projects' | 'users'): NonNullable<MappingChange['refused']> {
  return [
    {
      when: `${column} = '${name}' AND {${of} lack s.value}`,
      because: `the property ${name} names a ${of.slice(0, -1)} without a partner`,
    },
  ];
}

/** The changes of rows of names and values, where one of `of` without a partner is refused. */
function inValues(of: 'projects' | 'users', id: string): Readonly<Record<string, MappingChange>> {
  return {
    'nova.instance_system_metadata': {
      columns: values('s.`key`', 'image_owner_id', 'image_user_id'),
      refused: noPartner('s.`key`', `image_${id}`, of),
    },
    'cinder.volume_glance_metadata': {
      columns: values('s.`key`', 'owner_id', 'user_id'),
      refused: noPartner('s.`key`', id, of),
    },
    'glance.image_properties': {
      columns: values('s.name', 'owner_id', 'user_id'),
      refused: noPartner('s.name', id, of),
    },
  };
}

/** Whether any id becomes another one: those that are given to themselves stay, and nothing has to be replaced for them. */
function areReplaced(ids: Readonly<Record<string, NewIdentity>>): boolean {
  return Object.entries(ids).some(([old, id]) => id !== old);
}

export const PROJECT_IDS: FixUp = {
  name: 'projectIds',
  why: "The target's Keystone knows the projects by other ids: rows under the old ones would belong to nobody.",
  asked: {
    by: 'alignment.identity.projects or users.yaml',
    when: ({ alignment }) => areReplaced(alignment.identity.projects),
  },
  everywhere: { project_id: { replaced: 'project_id', by: 'projects' } },
  changes: {
    ...inValues('projects', 'owner_id'),
    'glance.images': { columns: { owner: { replaced: 'owner', by: 'projects' } } },
    'glance.image_members': { columns: { member: { replaced: 'member', by: 'projects' } } },
    'nova_api.aggregate_metadata': {
      columns: {
        value: { sql: "CASE WHEN s.`key` LIKE 'filter\\_tenant\\_id%' THEN {projects of s.value} ELSE s.value END" },
      },
      refused: [
        {
          when: "s.`key` LIKE 'filter\\_tenant\\_id%' AND {projects lack s.value}",
          because: 'the isolation of tenants names a project without a partner (lists of projects cannot be mapped)',
        },
      ],
    },
  },
};

export const USER_IDS: FixUp = {
  name: 'userIds',
  why: "The target's Keystone knows the users by other ids: key pairs, servers and quotas would belong to nobody.",
  asked: {
    by: 'alignment.identity.users or users.yaml',
    when: ({ alignment }) => areReplaced(alignment.identity.users),
  },
  everywhere: { user_id: { replaced: 'user_id', by: 'users' } },
  changes: inValues('users', 'user_id'),
};
