/** What an operator finds in an old database, the SQL that makes it so, and what the plan says of it. */
export type BadInput = readonly [what: string, spoil: readonly string[], says: readonly string[]];

export const REFUSED: readonly BadInput[] = [
  [
    'NULL where Stein wants a value',
    ['UPDATE {old.nova}.instances SET project_id = NULL WHERE id = 3'],
    ['instances → nova_api.instance_mappings, column project_id: NULL', '1 row, for example id 3.'],
  ],
  [
    'a flavor with an id but no name',
    ['UPDATE {old.nova}.instance_types SET name = NULL WHERE id = 1'],
    ['instance_types → nova_api.flavors, column name: NULL', '1 row, for example id 1.'],
  ],
  [
    "keys that are the same under Stein's collation",
    [
      `INSERT INTO {old.nova}.instance_type_extra_specs (deleted, instance_type_id, \`key\`, value)
       SELECT 0, instance_type_id, UPPER(\`key\`), 'x' FROM {old.nova}.instance_type_extra_specs WHERE deleted = 0 LIMIT 1`,
    ],
    ['nova_api.flavor_extra_specs, unique key', '(flavor_id, key)', '2 rows, for example id 1.'],
  ],
  [
    'a zero date',
    ["UPDATE {old.nova}.instances SET launched_at = '0000-00-00 00:00:00' WHERE id IN (4, 5)"],
    ['instances → nova.instances, column launched_at: a date like 0000-00-00', '2 rows, for example id 4.'],
  ],
  [
    'a day zero',
    ["UPDATE {old.glance}.images SET updated_at = '2015-10-00 00:00:00' WHERE deleted = 0 LIMIT 1"],
    ['images → glance.images, column updated_at: a date like 0000-00-00', '1 row, for example id '],
  ],
  [
    'four bytes of UTF-8 where Stein has three',
    [
      'ALTER TABLE {old.nova}.instances MODIFY display_name varchar(255) CHARACTER SET utf8mb4',
      "UPDATE {old.nova}.instances SET display_name = '🚀' WHERE id = 6",
    ],
    ['nova.instances, column display_name: characters', 'utf8 does not have', '1 row, for example id 6.'],
  ],
  [
    'four bytes of UTF-8 in what code builds from',
    [
      'ALTER TABLE {old.nova}.key_pairs MODIFY fingerprint varchar(255) CHARACTER SET utf8mb4',
      "UPDATE {old.nova}.key_pairs SET fingerprint = '🔑' WHERE deleted = 0",
    ],
    ['instance_extra → nova.instance_extra: column keypairs: characters', 'for example id '],
  ],
  [
    'a number that does not fit',
    [
      'ALTER TABLE {old.nova}.instances MODIFY memory_mb bigint',
      'UPDATE {old.nova}.instances SET memory_mb = 3000000000 WHERE id = 7',
    ],
    ['nova.instances, column memory_mb: not a number that fits into int(11)', '1 row, for example id 7.'],
  ],
  [
    'a text that is no number',
    [
      'ALTER TABLE {old.nova}.quotas MODIFY hard_limit varchar(20)',
      "UPDATE {old.nova}.quotas SET hard_limit = 'many' WHERE deleted = 0 LIMIT 1",
    ],
    ['quotas → nova_api.quotas, column hard_limit: not a number', '1 row, for example id '],
  ],
  [
    'an instance that is only half deleted',
    ["UPDATE {old.nova}.instances SET vm_state = 'deleted' WHERE id = 2"],
    ['instances → nova.instances', 'Nova has only half deleted it', 'nova delete', '1 row, for example id 2.'],
  ],
  [
    'an image whose location names the old Keystone',
    [
      `UPDATE {old.glance}.image_locations SET value = 'swift+http://t%3Au:key@10.0.0.1:5000/v2.0/glance/one'
       WHERE deleted = 0 ORDER BY id LIMIT 1`,
    ],
    [
      'image_locations → glance.image_locations',
      'Keystone with the API v2.0',
      'imageLocations',
      '1 row, for example id ',
    ],
  ],
  [
    'a value that is no choice',
    [
      'ALTER TABLE {old.nova}.instances MODIFY locked_by varchar(20)',
      "UPDATE {old.nova}.instances SET locked_by = 'nobody' WHERE id = 8",
    ],
    ["nova.instances, column locked_by: none of the values ('owner','admin')", '1 row, for example id 8.'],
  ],
  [
    'a switch that is neither on nor off, from a server without CHECKs',
    [
      'ALTER TABLE {old.nova}.instances MODIFY locked tinyint(1), DROP CONSTRAINT IF EXISTS CONSTRAINT_1',
      'UPDATE {old.nova}.instances SET locked = 7 WHERE id = 9',
    ],
    ['nova.instances, column locked: the target wants that `locked` in (0,1)', '1 row, for example id 9.'],
  ],
  [
    'a text that is too long',
    ["UPDATE {old.nova}.key_pairs SET public_key = REPEAT('x', 70000) WHERE id = 1"],
    ['key_pairs → nova_api.key_pairs, column public_key: longer than the 65535', '1 row, for example id 1.'],
  ],
  [
    'a flavor that is no JSON',
    ['UPDATE {old.nova}.instance_extra SET flavor = \'{"cur":\' WHERE id = 1'],
    ['nova_api.request_specs: instance_extra.flavor holds a text that is no JSON: 1 row, for example id 1.'],
  ],
  [
    'an instance without a flavor, and one without its extra row',
    [
      'UPDATE {old.nova}.instance_extra SET flavor = NULL WHERE id = 2',
      'DELETE FROM {old.nova}.instance_extra WHERE id = 3',
    ],
    ['nova_api.request_specs: instance_extra.flavor holds no flavor, and nothing else does: 2 rows, for example id 2.'],
  ],
  [
    'a NUMA topology and PCI requests that are no JSON',
    ["UPDATE {old.nova}.instance_extra SET numa_topology = '{', pci_requests = 'x' WHERE id IN (4, 5)"],
    ['nova.instance_extra: instance_extra.numa_topology holds a text that is no JSON: 2 rows, for example id 4.'],
  ],
  [
    'instances on a host that is gone',
    [
      "UPDATE {old.nova}.instances SET host = 'decommissioned' WHERE id = 4",
      "UPDATE {old.nova}.compute_nodes SET deleted = id WHERE host = 'compute1'",
    ],
    ['nova.instances: it is on a host that the old Nova has no compute node of: ', ' rows, for example id 1.'],
  ],
  [
    'instances mid-flight',
    [
      "UPDATE {old.nova}.instances SET task_state = 'migrating' WHERE id = 10",
      "UPDATE {old.nova}.instances SET vm_state = 'resized' WHERE id = 11",
    ],
    ['2 × instance with an operation under way', '(migrating)', '(resized)'],
  ],
  [
    'a column that somebody added',
    [
      'ALTER TABLE {old.nova}.aggregates ADD COLUMN `our``own` varchar(10)',
      "UPDATE {old.nova}.aggregates SET `our``own` = 'x' WHERE id = 1",
    ],
    ['aggregates → nova_api.aggregates, column our`own: it holds values', '1 row, for example id 1.'],
  ],
  [
    'a column that Stein has and nothing gives',
    ['ALTER TABLE {new.novaApi}.aggregates ADD COLUMN theirs int NOT NULL'],
    ['aggregates → nova_api.aggregates, column theirs: it must have a value, and nothing gives one.'],
  ],
  [
    'a volume and a snapshot of a consistency group',
    [
      "INSERT INTO {old.cinder}.consistencygroups (deleted, id, name) VALUES (0, 'cg-1', 'databases')",
      "INSERT INTO {old.cinder}.cgsnapshots (deleted, id, consistencygroup_id) VALUES (0, 'cgs-1', 'cg-1')",
      "UPDATE {old.cinder}.volumes SET consistencygroup_id = 'cg-1' WHERE deleted = 0 LIMIT 1",
      "UPDATE {old.cinder}.snapshots SET cgsnapshot_id = 'cgs-1' WHERE deleted = 0 LIMIT 1",
    ],
    ['cinder.volumes: consistency groups are not copied yet: 1 row, for example id '],
  ],
  ...(
    [
      ['volumes', 'attach_status', 'Attached'],
      ['volume_attachment', 'attach_status', ''],
      ['snapshots', 'status', 'error_restoring'],
      ['backups', 'status', 'gone'],
    ] as const
  ).map(([table, column, value]): BadInput => [
    `a ${column} of ${table} that Stein's Cinder does not know`,
    [`UPDATE {old.cinder}.${table} SET ${column} = '${value}' WHERE deleted = 0 LIMIT 1`],
    [`cinder.${table}: its ${column} is none that the new Cinder can read`, '1 row, for example id '],
  ]),
  [
    'a specification for a consumer that there is not',
    ["UPDATE {old.cinder}.quality_of_service_specs SET value = 'nobody' WHERE `key` = 'consumer'"],
    ['cinder.quality_of_service_specs: its consumer is none that the new Cinder can read', 'for example id '],
  ],
  [
    'four bytes of UTF-8 in what a fix-up computes',
    [
      'ALTER TABLE {old.nova}.instances MODIFY availability_zone varchar(255) CHARACTER SET utf8mb4',
      "UPDATE {old.nova}.instances SET availability_zone = '🌍' WHERE id = 6",
    ],
    ['nova.instances, column availability_zone: characters', 'utf8 does not have', '1 row, for example id 6.'],
  ],
  [
    'a volume type with specifications that were deleted',
    ["UPDATE {old.cinder}.quality_of_service_specs SET deleted = 1 WHERE `key` = 'QoS_Specs_Name'"],
    [
      'volume_types → cinder.volume_types, column qos_specs_id: it refers to a row of quality_of_service_specs',
      'for example id ',
    ],
  ],
  [
    'user data of 60 MB, in a column that somebody widened',
    [
      'ALTER TABLE {old.nova}.instances MODIFY user_data longtext',
      "UPDATE {old.nova}.instances SET user_data = REPEAT('x', 60000000) WHERE id = 12",
    ],
    ['nova.instances, column user_data: longer than the 16777215 that fit', '1 row, for example id 12.'],
  ],
];

/** The same of tables that are not there: what they hide is reported once they are. */
export const MISSING: readonly BadInput[] = [
  [
    'a table that the source lacks',
    ['DROP TABLE {old.nova}.instance_group_policy'],
    ['There is no table ', '_nova.instance_group_policy (for the mapping nova_api.instance_group_policy).'],
  ],
  [
    'a table that is asked along, and that the source lacks',
    ['DROP TABLE {old.glance}.image_members'],
    ['The mapping glance.images does not fit the source: ', 'image_members'],
  ],
  [
    'a table of operations under way that the source lacks',
    ['SET foreign_key_checks = 0', 'DROP TABLE {old.nova}.migrations'],
    ['Cannot find out whether there is any migration under way: '],
  ],
];
