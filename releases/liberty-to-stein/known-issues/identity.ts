import type { ColumnValue, FixUp, MappingChange } from '../../../model/mapping';

/** Rows of names and values, of which some are ids. Both fix-ups carry the same expression: one without a mapping keeps ids. */
function values(name: string, projects: string, users: string): Readonly<Record<string, ColumnValue>> {
  const sql = `CASE WHEN ${name} = '${projects}' THEN {projects of s.value} WHEN ${name} = '${users}' THEN {users of s.value} ELSE s.value END`;
  return { value: { sql } };
}

const IN_VALUES: Readonly<Record<string, MappingChange>> = {
  'nova.instance_system_metadata': { columns: values('s.`key`', 'image_owner_id', 'image_user_id') },
  'cinder.volume_glance_metadata': { columns: values('s.`key`', 'owner_id', 'user_id') },
};
const PROPERTIES = values('s.name', 'owner_id', 'user_id');

function noPartner(name: string, of: 'projects' | 'users', what: string): NonNullable<MappingChange['refused']> {
  return [
    {
      when: `s.name = '${name}' AND {${of} lack s.value}`,
      because: `the property ${name} names a ${what} without a partner`,
    },
  ];
}

export const PROJECT_IDS: FixUp = {
  name: 'projectIds',
  why: "The target's Keystone knows the projects by other ids: rows under the old ones would belong to nobody.",
  asked: {
    by: 'alignment.identity.projects or users.yaml',
    when: ({ alignment }) => Object.keys(alignment.identity.projects).length > 0,
  },
  everywhere: { project_id: { replaced: 'project_id', by: 'projects' } },
  changes: {
    ...IN_VALUES,
    'glance.images': { columns: { owner: { replaced: 'owner', by: 'projects' } } },
    'glance.image_members': { columns: { member: { replaced: 'member', by: 'projects' } } },
    'glance.image_properties': { columns: PROPERTIES, refused: noPartner('owner_id', 'projects', 'project') },
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
    when: ({ alignment }) => Object.keys(alignment.identity.users).length > 0,
  },
  everywhere: { user_id: { replaced: 'user_id', by: 'users' } },
  changes: {
    ...IN_VALUES,
    'glance.image_properties': { columns: PROPERTIES, refused: noPartner('user_id', 'users', 'user') },
  },
};
