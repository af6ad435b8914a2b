import type { JsonObject } from '../../model/json';
import type { BuiltColumns } from '../../model/mapping';
import { imageMeta } from './image-meta';
import { numaTopology } from './numa-topology';
import { pack, unpack } from './pack';
import { dataOf, isoTime, parseColumn, versionedObject } from './versioned-object';

type Inputs = Readonly<Record<string, string | null>>;

const EXTRA = 'FROM {source.nova}.instance_extra e WHERE e.instance_uuid = s.uuid AND e.deleted = 0 LIMIT 1';

/**
 * `request_specs.spec`: Stein schedules, resizes and migrates by it, and has lost the migration that made it for old
 * instances. It holds what that migration (18.3.0, `_create_minimal_request_spec`) put there, and the server group.
 */
export const REQUEST_SPEC: BuiltColumns = {
  inputs: {
    uuid: 's.uuid',
    project_id: '{projects of s.project_id}',
    user_id: '{users of s.user_id}',
    availability_zone: 's.availability_zone',
    image_ref: 's.image_ref',
    flavor: `SELECT e.flavor ${EXTRA}`,
    numa_topology: `SELECT e.numa_topology ${EXTRA}`,
    pci_requests: `SELECT e.pci_requests ${EXTRA}`,
    image: pack(
      ['m.`key`', "CASE WHEN m.`key` = 'image_owner_id' THEN {projects of m.value} ELSE m.value END"],
      "FROM {source.nova}.instance_system_metadata m WHERE m.instance_uuid = s.uuid AND m.deleted = 0 AND m.`key` LIKE 'image\\_%'",
      'm.id',
    ),
    volumes: `SELECT COUNT(*) FROM {source.nova}.block_device_mapping b WHERE b.instance_uuid = s.uuid AND b.deleted = 0
      AND b.boot_index = 0 AND b.destination_type = 'volume'`,
    groups: pack(
      [
        'g.id',
        'g.uuid',
        'g.name',
        '{projects of g.project_id}',
        '{users of g.user_id}',
        'g.created_at',
        'g.updated_at',
        'p.policy',
      ],
      `FROM {source.nova}.instance_group_member gm
         JOIN {source.nova}.instance_groups g ON g.id = gm.group_id AND g.deleted = 0
         LEFT JOIN {source.nova}.instance_group_policy p ON p.group_id = g.id AND p.deleted = 0
       WHERE gm.instance_id = s.uuid AND gm.deleted = 0`,
      'gm.id, p.id',
    ),
  },
  columns: ['spec'],
  build: (inputs) => ({ spec: JSON.stringify(requestSpec(inputs)) }),
};

export function requestSpec(inputs: Inputs): JsonObject {
  const group = instanceGroup(unpack(inputs['groups']));
  const uuid = inputs['uuid'] ?? '';
  return versionedObject('RequestSpec', '1.12', {
    instance_uuid: uuid,
    project_id: inputs['project_id'] ?? null,
    user_id: inputs['user_id'] ?? null,
    availability_zone: inputs['availability_zone'] ?? null,
    image: imageMeta(unpack(inputs['image']), inputs['image_ref'] ?? null),
    flavor: flavor(inputs['flavor']),
    numa_topology: numaTopology(inputs['numa_topology'] ?? null, uuid),
    pci_requests: pciRequests(inputs['pci_requests'], uuid),
    is_bfv: Number(inputs['volumes'] ?? 0) > 0,
    instance_group: group,
    scheduler_hints: group === null ? {} : { group: [dataOf(group)?.['uuid'] ?? ''] },
    num_instances: 1,
    limits: versionedObject('SchedulerLimits', '1.0', {
      disk_gb: null,
      memory_mb: null,
      numa_topology: null,
      vcpu: null,
    }),
    security_groups: versionedObject('SecurityGroupList', '1.1', { objects: [] }),
    force_hosts: null,
    force_nodes: null,
    ignore_hosts: null,
    requested_destination: null,
    requested_resources: [],
    retry: null,
  });
}

/** Without one of these Stein raises as soon as it is asked for. */
const FLAVOR_MUST_HAVE = 'id name memory_mb vcpus root_gb ephemeral_gb flavorid swap rxtx_factor'.split(' ');

/** The flavor as the instance carries it, also when it was deleted since. Stein has no other place to look for it. */
function flavor(extra: string | null | undefined): JsonObject {
  const both = parseColumn(extra, 'instance_extra.flavor');
  const current = typeof both === 'object' && both !== null ? dataOf((both as JsonObject)['cur']) : undefined;
  if (current === undefined) throw new Error('instance_extra.flavor holds no flavor, and nothing else does');
  const lacking = FLAVOR_MUST_HAVE.filter((name) => !Object.hasOwn(current, name));
  if (lacking.length > 0) throw new Error(`instance_extra.flavor holds a flavor without ${lacking.join(', ')}`);
  const missing = {
    created_at: null,
    updated_at: null,
    deleted_at: null,
    deleted: false,
    // Flavors of instances that are older than Kilo have neither; the values are those that Nova takes then.
    disabled: false,
    is_public: true,
    extra_specs: {},
  };
  const whole: JsonObject = { ...missing, ...current };
  return versionedObject('Flavor', '1.2', { ...whole, vcpu_weight: whole['vcpu_weight'] ?? 0 });
}

/** Liberty keeps a bare list, the spec an object. */
function pciRequests(text: string | null | undefined, uuid: string): JsonObject {
  const list = parseColumn(text, 'instance_extra.pci_requests') ?? [];
  if (!Array.isArray(list)) throw new Error('instance_extra.pci_requests holds no list');
  const requests = (list as readonly JsonObject[]).map((request) =>
    versionedObject('InstancePCIRequest', '1.3', {
      alias_name: request['alias_name'] ?? null,
      count: request['count'] ?? 1,
      is_new: request['is_new'] ?? false,
      numa_policy: 'legacy',
      request_id: request['request_id'] ?? null,
      requester_id: null,
      spec: request['spec'] ?? [],
    }),
  );
  return versionedObject('InstancePCIRequests', '1.1', { instance_uuid: uuid, requests });
}

/** Without it Stein's scheduler would fail on a member of a group. Members and hosts are read each time. */
function instanceGroup(rows: readonly (readonly (string | null)[])[]): JsonObject | null {
  const [first] = rows;
  if (first === undefined) return null;
  const [id, uuid, name, project, user, created, updated] = first;
  const policies = rows.filter((row) => row[1] === uuid).flatMap((row) => row[7] ?? []);
  return versionedObject('InstanceGroup', '1.11', {
    id: Number(id),
    uuid: uuid ?? null,
    name: name ?? null,
    project_id: project ?? null,
    user_id: user ?? null,
    created_at: isoTime(created),
    updated_at: isoTime(updated),
    deleted: false,
    deleted_at: null,
    policies,
    policy: policies[0] ?? null,
    _rules: {},
    members: null,
    hosts: null,
  });
}
