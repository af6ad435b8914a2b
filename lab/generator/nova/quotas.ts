import { PROJECTS, USERS } from '../../inventory';
import { gone, living, type TableRows } from '../rows';

const [blue, green] = PROJECTS.map(({ id }) => id) as [string, string];

/** Quotas of projects, users and the default class, and the usage that Liberty still counted in a table. */
export function quotaTables(): readonly TableRows[] {
  const quotas: readonly (readonly [project: string, resource: string, limit: number])[] = [
    [blue, 'instances', 20_000],
    [blue, 'cores', 100_000],
    [blue, 'ram', -1],
    [green, 'instances', 20_000],
    [green, 'cores', 100_000],
  ];
  const classes = { instances: 10, cores: 20, ram: 51_200, key_pairs: 100, server_groups: 10 };
  return [
    {
      table: 'quotas',
      rows: [
        ...quotas.map(([project_id, resource, hard_limit], i) => ({
          ...living(i),
          id: i + 1,
          project_id,
          resource,
          hard_limit,
        })),
        { ...gone(9, 9), id: 9, project_id: green, resource: 'ram', hard_limit: 1024 },
      ],
    },
    {
      table: 'project_user_quotas',
      rows: [
        { ...living(1), id: 1, user_id: USERS[0]?.id as string, project_id: blue, resource: 'cores', hard_limit: 64 },
      ],
    },
    {
      table: 'quota_classes',
      rows: Object.entries(classes).map(([resource, hard_limit], i) => ({
        ...living(i),
        id: i + 1,
        class_name: 'default',
        resource,
        hard_limit,
      })),
    },
    {
      table: 'quota_usages',
      rows: PROJECTS.map(({ id }, i) => ({
        ...living(i),
        id: i + 1,
        project_id: id,
        user_id: USERS[i]?.id as string,
        resource: 'instances',
        in_use: 4,
        reserved: 0,
        until_refresh: null,
      })),
    },
  ];
}
