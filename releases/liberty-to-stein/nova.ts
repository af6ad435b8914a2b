import type { ColumnValue, InFlightCheck, TableMapping } from '../../model/mapping';
import { REQUEST_SPEC } from './request-spec';

const LIVING = 's.deleted = 0';
const OF_LIVING_INSTANCE = `s.deleted = 0 AND EXISTS
  (SELECT 1 FROM {source.nova}.instances i WHERE i.uuid = s.instance_uuid AND i.deleted = 0)`;
/** Tables of nova_api forget deleted rows for good. */
const SOFT_DELETE = ['deleted', 'deleted_at'];

/** What a starting nova-compute acts upon (`_destroy_evacuated_instances`), on `s`. */
export const FATAL_EVACUATION = `COALESCE(s.migration_type, '') = 'evacuation'
  AND COALESCE(s.status, '') IN ('accepted', 'pre-migrating', 'done')`;

interface Options {
  readonly from?: string;
  readonly where?: string;
  readonly columns?: Readonly<Record<string, ColumnValue>>;
  readonly after?: string;
}

function api(table: string, { from = table, where = LIVING, columns, after }: Options = {}): TableMapping {
  return {
    name: `nova_api.${table}`,
    from: { database: 'nova', table: from },
    to: { database: 'novaApi', table },
    where,
    dropped: SOFT_DELETE,
    ...(columns && { columns }),
    ...(after !== undefined && { after: [after] }),
  };
}

/** Rows of a parent that was copied; `column` names it. */
function ofLiving(parent: string, column: string, key = 'id'): string {
  return `s.deleted = 0 AND EXISTS (SELECT 1 FROM {source.nova}.${parent} p WHERE p.${key} = s.${column} AND p.deleted = 0)`;
}

function cell(table: string, more: Partial<TableMapping> = {}): TableMapping {
  return {
    name: `nova.${table}`,
    from: { database: 'nova', table },
    to: { database: 'nova', table },
    where: OF_LIVING_INSTANCE,
    after: ['nova.instances'],
    ...more,
  };
}

const FLAVOR: Options['columns'] = { flavor_id: { from: 'instance_type_id' } };
const OF_FLAVOR = ofLiving('instance_types', 'instance_type_id');
const OF_AGGREGATE = ofLiving('aggregates', 'aggregate_id');
const OF_GROUP = ofLiving('instance_groups', 'group_id');

/** One row an instance that is not deleted, under the instance's own number. */
function forInstances(table: string): Pick<TableMapping, 'name' | 'from' | 'to' | 'where' | 'dropped'> {
  return {
    name: `nova_api.${table}`,
    from: { database: 'nova', table: 'instances' },
    to: { database: 'novaApi', table },
    where: LIVING,
    dropped: 'rest',
  };
}

/**
 * Migrations that have come to their end. An evacuation that was accepted, is in preparation or is done stays behind for
 * good: a nova-compute that starts on its source destroys the guests that it names.
 */
const PAST = `s.status IN ('completed', 'confirmed', 'reverted', 'error', 'failed', 'cancelled', 'done')
  AND NOT (${FATAL_EVACUATION})`;

/** Hosts register themselves with the new release: of one that is gone it would never hear, and the instance be stuck there. */
const LOST = {
  when: `s.host <> '' AND NOT EXISTS
    (SELECT 1 FROM {source.nova}.compute_nodes n WHERE n.host = s.host AND n.deleted = 0)`,
  because: 'it is on a host that the old Nova has no compute node of',
};

/** Nova has begun to delete it and was interrupted: the row lives, and the new nova-compute finishes the work when it starts. */
const HALF_DELETED = {
  when: "s.vm_state <=> 'deleted'",
  because:
    'its vm_state is deleted and the row is not: Nova has only half deleted it. Finish that in the old cloud (nova reset-state --active, then nova delete)',
};

/** Never services, and compute nodes only where they are asked for: those of the new release register themselves. */
export const NOVA: readonly TableMapping[] = [
  api('flavors', { from: 'instance_types' }),
  api('flavor_extra_specs', {
    from: 'instance_type_extra_specs',
    columns: FLAVOR,
    where: OF_FLAVOR,
    after: 'nova_api.flavors',
  }),
  api('flavor_projects', {
    from: 'instance_type_projects',
    columns: FLAVOR,
    where: OF_FLAVOR,
    after: 'nova_api.flavors',
  }),
  api('key_pairs'),
  api('aggregates'),
  api('aggregate_hosts', { where: OF_AGGREGATE, after: 'nova_api.aggregates' }),
  api('aggregate_metadata', { where: OF_AGGREGATE, after: 'nova_api.aggregates' }),
  api('instance_groups'),
  api('instance_group_policy', { where: OF_GROUP, after: 'nova_api.instance_groups' }),
  api('instance_group_member', {
    columns: { instance_uuid: { from: 'instance_id' } },
    where: OF_GROUP,
    after: 'nova_api.instance_groups',
  }),
  api('quotas'),
  api('quota_classes'),
  api('project_user_quotas'),
  {
    ...forInstances('instance_mappings'),
    columns: {
      instance_uuid: { from: 'uuid' },
      cell_id: { lookedUp: 'cell', by: null },
      // NULL counts as not yet migrated: where the instance has no user, Stein's online migration would never end.
      user_id: { sql: "COALESCE({users of s.user_id}, '')" },
      // As upstream's migration has it: soft-deleted instances count as deleted until they are restored.
      queued_for_delete: { sql: "s.vm_state <=> 'soft-delete'" },
    },
  },
  {
    ...forInstances('request_specs'),
    columns: { instance_uuid: { from: 'uuid' } },
    built: REQUEST_SPEC,
  },
  cell('instances', { where: LIVING, after: [], dropped: ['scheduled_at'], refused: [LOST, HALF_DELETED] }),
  cell('instance_extra'),
  cell('instance_metadata'),
  cell('instance_system_metadata'),
  cell('instance_info_caches'),
  cell('block_device_mapping'),
  cell('virtual_interfaces'),
  // EC2's numbers of instances and images, which the metadata service tells.
  cell('instance_id_mappings', { where: ofLiving('instances', 'uuid', 'uuid') }),
  cell('s3_images', { where: LIVING, after: [] }),
  cell('instance_faults', { optional: 'faults' }),
  cell('instance_actions', { optional: 'actions' }),
  cell('instance_actions_events', {
    optional: 'actions',
    where: `s.deleted = 0 AND EXISTS (SELECT 1 FROM {source.nova}.instance_actions p
      JOIN {source.nova}.instances i ON i.uuid = p.instance_uuid AND i.deleted = 0
      WHERE p.id = s.action_id AND p.deleted = 0)`,
    after: ['nova.instance_actions'],
  }),
  cell('migrations', { optional: 'migrations', where: `${OF_LIVING_INSTANCE} AND ${PAST}` }),
  cell('compute_nodes', { optional: 'computeNodes', where: LIVING, after: [] }),
  cell('pci_devices', {
    optional: 'computeNodes',
    where: ofLiving('compute_nodes', 'compute_node_id'),
    after: ['nova.compute_nodes', 'nova.instances'],
  }),
];

/** On `migrations`: nobody can finish what an instance that is gone had begun. */
export const UNFINISHED = `migrations.deleted = 0 AND migrations.status IN ('accepted', 'queued', 'pre-migrating', 'preparing',
  'running', 'migrating', 'post-migrating', 'confirming', 'reverting')`;
export const OF_AN_INSTANCE = `EXISTS (SELECT 1 FROM {source.nova}.instances i
  WHERE i.uuid = migrations.instance_uuid AND i.deleted = 0)`;

export const NOVA_IN_FLIGHT: readonly InFlightCheck[] = [
  {
    database: 'nova',
    table: 'instances',
    when: "deleted = 0 AND (task_state IS NOT NULL OR vm_state IN ('building', 'resized'))",
    what: 'instance with an operation under way',
    label: "CONCAT(uuid, ' (', COALESCE(task_state, vm_state), ')')",
  },
  {
    database: 'nova',
    table: 'migrations',
    when: `${UNFINISHED} AND ${OF_AN_INSTANCE}`,
    what: 'migration under way',
    label: "CONCAT('instance ', instance_uuid, ' (', status, ')')",
  },
];
