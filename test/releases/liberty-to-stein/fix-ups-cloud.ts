import type { AlignmentChoices } from '../../../model/tables/alignment-choices';
import { PROJECTS, USERS, VMS } from '../../../lab/inventory';

export const [BLUE, GREEN] = PROJECTS.map(({ id }) => id) as [string, string];
export const [VM1, VM2] = VMS.map(({ uuid }) => uuid) as [string, string];

/** What the generated cloud has not by itself. */
export const OLD_CLOUD = [
  `UPDATE {old.nova}.instances SET availability_zone = NULL WHERE uuid IN ('${VM1}', '${VM2}')`,
  `UPDATE {old.nova}.instances SET host = 'elsewhere' WHERE uuid = '${VM2}'`,
  `INSERT INTO {old.nova}.compute_nodes (deleted, host, hypervisor_hostname, hypervisor_type, hypervisor_version, cpu_info,
     vcpus, memory_mb, local_gb, vcpus_used, memory_mb_used, local_gb_used)
   VALUES (0, 'elsewhere', 'elsewhere', 'QEMU', 2003000, '{}', 4, 8192, 100, 1, 1024, 10)`,
  "UPDATE {old.nova}.aggregate_metadata SET value = 'general' WHERE aggregate_id = 2 AND `key` = 'pool'",
  `INSERT INTO {old.nova}.aggregate_metadata (deleted, aggregate_id, \`key\`, value) VALUES (0, 1, 'filter_tenant_id', '${GREEN}')`,
  `INSERT INTO {old.glance}.image_properties (deleted, image_id, name, value, created_at)
   SELECT 0, id, 'owner_id', '${BLUE}', NOW() FROM {old.glance}.images WHERE name = 'blue-golden'`,
  `INSERT INTO {old.nova}.instance_system_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM1}', 'image_owner_id', '${GREEN}')`,
  `INSERT INTO {old.nova}.instance_system_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM1}', 'image_user_id', '${USERS[1]?.id}')`,
  `INSERT INTO {old.cinder}.volume_glance_metadata (deleted, volume_id, \`key\`, value)
   SELECT 0, MIN(id), 'owner_id', '${GREEN}' FROM {old.cinder}.volumes WHERE deleted = 0`,
  `INSERT INTO {old.cinder}.volume_glance_metadata (deleted, volume_id, \`key\`, value)
   SELECT 0, MIN(id), 'user_id', '${USERS[1]?.id}' FROM {old.cinder}.volumes WHERE deleted = 0`,
  `INSERT INTO {old.nova}.instance_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM1}', 'Pool', 'blue')`,
  `INSERT INTO {old.nova}.instance_system_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM2}', 'image_HW_vif_model', 'e1000')`,
  `INSERT INTO {old.nova}.instance_system_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM2}', 'image_os_distro', 'win2k12')`,
  `INSERT INTO {old.glance}.image_properties (deleted, image_id, name, value, created_at)
   SELECT 0, id, 'os_distro', 'Windows 7', NOW() FROM {old.glance}.images WHERE name = 'blue-golden'`,
  ...['hw_pointer_model', 'hw_firmware_type'].flatMap((name, i) => {
    const value = ['ps2mouse', 'uefi'][i];
    return [
      `INSERT INTO {old.nova}.instance_system_metadata (deleted, instance_uuid, \`key\`, value) VALUES (0, '${VM1}', 'image_${name}', '${value}')`,
      `INSERT INTO {old.glance}.image_properties (deleted, image_id, name, value, created_at)
       SELECT 0, id, '${name}', '${value}', NOW() FROM {old.glance}.images WHERE name = 'blue-golden'`,
      `INSERT INTO {old.cinder}.volume_glance_metadata (deleted, volume_id, \`key\`, value)
       SELECT 0, MIN(id), '${name}', '${value}' FROM {old.cinder}.volumes WHERE deleted = 0`,
    ];
  }),
];

export const NEW = { blue: 'b1'.repeat(16), green: 'c2'.repeat(16), anna: 'd3'.repeat(16), ben: 'e4'.repeat(16) };
const IDENTITY = {
  projects: { [BLUE]: NEW.blue, [GREEN]: NEW.green },
  users: { [USERS[0]?.id as string]: NEW.anna, [USERS[1]?.id as string]: NEW.ben },
};

export const CHOICES: Partial<AlignmentChoices> = {
  identity: IDENTITY,
  zones: { fallback: 'az-rest', pin: false },
  pool: { from: 'pool', to: 'aggregate_instance_metadata:pool' },
  aggregates: { merge: [{ into: 'general', from: ['fast'] }] },
  windowsNic: 'virtio',
  imageStore: 'ceph',
  volumeType: 'ceph-hdd',
  unsharedTargets: [],
};
