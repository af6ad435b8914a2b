import { labUuid, PROJECTS, USERS } from '../../inventory';
import { allInstances } from '../cluster/instances';
import type { LibertyOptions } from '../cluster/options';
import { OLD_VOLUME_HOST, VOLUME_TYPES, volumesOf, type Volume } from '../cluster/volumes';
import { at, flatMap, gone, living, type Row } from '../rows';

/** A volume's row; what the caller leaves out is an empty 1 GiB volume of blue's that nobody uses. */
export function volumeRow(id: string, name: string, more: Row = {}): Row {
  return {
    ...living(1),
    id,
    ec2_id: null,
    user_id: USERS[0]?.id as string,
    project_id: PROJECTS[0]?.id as string,
    host: OLD_VOLUME_HOST,
    size: 1,
    availability_zone: 'nova',
    status: 'available',
    attach_status: 'detached',
    scheduled_at: at(1),
    launched_at: at(2),
    terminated_at: null,
    display_name: name,
    display_description: '',
    provider_location: null,
    provider_auth: null,
    snapshot_id: null,
    volume_type_id: VOLUME_TYPES.ssd,
    source_volid: null,
    bootable: 0,
    provider_geometry: null,
    _name_id: null,
    encryption_key_id: null,
    migration_status: null,
    replication_status: 'disabled',
    replication_extended_status: null,
    replication_driver_data: null,
    consistencygroup_id: null,
    provider_id: null,
    multiattach: 0,
    previous_status: null,
    ...more,
  };
}

/** Volumes that no instance uses: one free, one that was migrated (its backend name is another id), one of no type, one on offer to another project, one deleted. */
export const SPARE_VOLUMES = {
  free: labUuid('volume', 'free'),
  moved: labUuid('volume', 'moved'),
  untyped: labUuid('volume', 'untyped'),
  given: labUuid('volume', 'given'),
  deleted: labUuid('volume', 'deleted'),
} as const;

export function spareVolumeRows(): Row[] {
  const green = { user_id: USERS[1]?.id as string, project_id: PROJECTS[1]?.id as string };
  return [
    volumeRow(SPARE_VOLUMES.free, 'free'),
    volumeRow(SPARE_VOLUMES.moved, 'moved', { ...green, _name_id: labUuid('volume', 'moved', 'name') }),
    volumeRow(SPARE_VOLUMES.untyped, "green's untyped", { ...green, volume_type_id: null }),
    volumeRow(SPARE_VOLUMES.given, 'given', { status: 'awaiting-transfer' }),
    volumeRow(SPARE_VOLUMES.deleted, 'deleted', { ...gone(3, 1), status: 'deleted', terminated_at: at(60) }),
  ];
}

export function* attachedVolumes(options: LibertyOptions): Iterable<Volume> {
  yield* flatMap(allInstances(options), volumesOf);
}

/** A deleted instance's volumes went with it. */
function lifetime({ instance }: Volume): Row {
  return instance.state === 'deleted' ? gone(instance.createdMinutes, 1) : living(instance.createdMinutes);
}

export function attachedVolumeRow(volume: Volume): Row {
  const { instance } = volume;
  const deleted = instance.state === 'deleted';
  return volumeRow(volume.id, `${instance.name}-${volume.bootable ? 'root' : 'data'}`, {
    ...lifetime(volume),
    user_id: instance.userId,
    project_id: instance.projectId,
    size: volume.size,
    status: deleted ? 'deleted' : 'in-use',
    attach_status: deleted ? 'detached' : 'attached',
    volume_type_id: volume.bootable ? VOLUME_TYPES.ssd : VOLUME_TYPES.hdd,
    bootable: Number(volume.bootable),
  });
}

export function attachmentRow(volume: Volume): Row {
  const { instance } = volume;
  const deleted = instance.state === 'deleted';
  return {
    ...lifetime(volume),
    id: volume.attachmentId,
    volume_id: volume.id,
    attached_host: null,
    instance_uuid: instance.uuid,
    mountpoint: volume.device,
    attach_time: at(instance.createdMinutes + 1),
    detach_time: deleted ? at(instance.createdMinutes + 60) : null,
    attach_mode: 'rw',
    attach_status: deleted ? 'detached' : 'attached',
  };
}

export function adminMetadataRow(volume: Volume, index: number): Row {
  return { ...lifetime(volume), id: index + 1, volume_id: volume.id, key: 'attached_mode', value: 'rw' };
}

export function metadataRow(volume: Volume, index: number): Row {
  return {
    ...lifetime(volume),
    id: index + 1,
    volume_id: volume.id,
    key: 'note',
    value: `disk of ${volume.instance.name}`,
  };
}

/** What Cinder keeps of the image that a root disk was made from. */
export function glanceMetadataRows(volume: Volume, index: number): Row[] {
  if (!volume.bootable) return [];
  const { image } = volume.instance;
  const pairs = { image_id: image.id, image_name: image.name, disk_format: 'raw', ...image.properties };
  return Object.entries(pairs).map(([key, value], i) => ({
    ...lifetime(volume),
    id: index * 10 + i + 1,
    volume_id: volume.id,
    snapshot_id: null,
    key,
    value,
  }));
}
