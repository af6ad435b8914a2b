import type { Instance } from '../cluster/instances';
import { at, gone, living, type Row } from '../rows';
import { publicKey } from './key-pairs';

/** Availability zone of every living host, by the aggregate that says so. */
export const ZONE = 'az1';

/** oslo.db's columns for a row that belongs to the instance and goes with it. */
export function lifetime(instance: Instance, id: number): Row {
  return instance.state === 'deleted' ? gone(instance.createdMinutes, id) : living(instance.createdMinutes);
}

const STATES = { active: 'active', shelved_offloaded: 'shelved_offloaded', deleted: 'deleted' } as const;
/** nova.compute.power_state: RUNNING is 1, SHUTDOWN 4, NOSTATE 0. */
const POWER = { active: 1, shelved_offloaded: 4, deleted: 0 } as const;

/** Whether the instance was made with a config drive: every third was. */
export function hasConfigDrive({ id }: Pick<Instance, 'id'>): boolean {
  return id % 3 === 0;
}

/** `instances`: one row for each instance, also for the deleted. */
export function instanceRow(instance: Instance): Row {
  const { flavor, createdMinutes: minutes } = instance;
  const host = instance.host === '' ? null : instance.host;
  return {
    ...lifetime(instance, instance.id),
    id: instance.id,
    internal_id: null,
    user_id: instance.userId,
    project_id: instance.projectId,
    image_ref: instance.bootsFromVolume ? '' : instance.image.id,
    kernel_id: '',
    ramdisk_id: '',
    launch_index: 0,
    key_name: instance.keyName,
    key_data: publicKey(instance.keyName),
    power_state: POWER[instance.state],
    vm_state: STATES[instance.state],
    memory_mb: flavor.memoryMb,
    vcpus: flavor.vcpus,
    hostname: instance.name,
    host,
    user_data: instance.id % 4 === 0 ? Buffer.from('#!/bin/sh\necho ready\n').toString('base64') : null,
    reservation_id: `r-${instance.uuid.slice(0, 8)}`,
    scheduled_at: null,
    launched_at: at(minutes + 1),
    terminated_at: instance.state === 'deleted' ? at(minutes + 60) : null,
    display_name: instance.name,
    display_description: instance.id % 5 === 0 ? `\`${instance.name}\`: O'Brien's "box"` : instance.name,
    availability_zone: ZONE,
    locked: 0,
    os_type: instance.image.properties['os_type'] ?? null,
    launched_on: instance.host === '' ? 'compute1' : instance.host,
    instance_type_id: flavor.id,
    vm_mode: null,
    uuid: instance.uuid,
    architecture: null,
    root_device_name: '/dev/vda',
    access_ip_v4: null,
    access_ip_v6: null,
    config_drive: hasConfigDrive(instance) ? 'True' : '',
    task_state: null,
    default_ephemeral_device: flavor.ephemeralGb > 0 ? '/dev/vdc' : null,
    default_swap_device: flavor.swap > 0 ? '/dev/vdd' : null,
    progress: 0,
    auto_disk_config: 1,
    shutdown_terminate: 0,
    disable_terminate: 0,
    root_gb: flavor.rootGb,
    ephemeral_gb: flavor.ephemeralGb,
    cell_name: null,
    node: host,
    locked_by: null,
    cleaned: Number(instance.state === 'deleted'),
    ephemeral_key_uuid: null,
  };
}
