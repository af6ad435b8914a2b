import { PROJECTS } from '../../inventory';
import { living, type TableRows } from '../rows';

/** Services of the old Cinder, quotas of its projects, and the rows of class `default` that its `db sync` seeds. */
export function projectTables(): readonly TableRows[] {
  const services: readonly (readonly [host: string, binary: string])[] = [
    ['old-cinder', 'cinder-scheduler'],
    ['old-cinder@ceph', 'cinder-volume'],
    ['old-cinder', 'cinder-backup'],
  ];
  const classes = { volumes: 10, snapshots: 10, gigabytes: 1000, consistencygroups: 10, per_volume_gigabytes: -1 };
  const quotas = PROJECTS.flatMap(({ id }) => [
    { project_id: id, resource: 'volumes', hard_limit: 50_000 },
    { project_id: id, resource: 'gigabytes', hard_limit: 1_000_000 },
    { project_id: id, resource: 'gigabytes_ceph-hdd', hard_limit: -1 },
  ]);
  const usages = PROJECTS.map(({ id }) => ({ project_id: id, resource: 'volumes', in_use: 4, reserved: 0 }));
  return [
    {
      table: 'services',
      rows: services.map(([host, binary], i) => ({
        ...living(i),
        id: i + 1,
        host,
        binary,
        topic: binary,
        report_count: 100_000,
        disabled: 0,
        disabled_reason: null,
        availability_zone: 'nova',
        modified_at: null,
        rpc_current_version: null,
        rpc_available_version: null,
        object_current_version: null,
        object_available_version: null,
      })),
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
    { table: 'quotas', rows: quotas.map((quota, i) => ({ ...living(i), id: i + 1, allocated: 0, ...quota })) },
    {
      table: 'quota_usages',
      rows: usages.map((usage, i) => ({ ...living(i), id: i + 1, until_refresh: null, ...usage })),
    },
  ];
}
