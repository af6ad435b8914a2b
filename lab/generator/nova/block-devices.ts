import type { Instance } from '../cluster/instances';
import { volumesOf, type Volume } from '../cluster/volumes';
import type { Row } from '../rows';
import { lifetime } from './instances';

/** How Liberty's Nova reached a volume in Ceph. */
function connectionInfo(volume: Volume): string {
  return JSON.stringify({
    driver_volume_type: 'rbd',
    serial: volume.id,
    data: {
      name: `volumes/volume-${volume.id}`,
      hosts: ['192.0.2.11', '192.0.2.12', '192.0.2.13'],
      ports: ['6789', '6789', '6789'],
      auth_enabled: true,
      auth_username: 'cinder',
      secret_type: 'ceph',
      secret_uuid: '457eb676-33da-42ec-9a8c-9293d545c337',
      qos_specs: null,
      access_mode: 'rw',
      encrypted: false,
    },
  });
}

/** `block_device_mapping`: the root disk (from the image or a volume) and the data volume. */
export function blockDeviceRows(instance: Instance): Row[] {
  const base = (slot: number): Row => {
    const id = (instance.id - 1) * 3 + slot;
    return { ...lifetime(instance, id), id, instance_uuid: instance.uuid, snapshot_id: null, no_device: 0 };
  };
  const root: Row = {
    ...base(1),
    device_name: '/dev/vda',
    delete_on_termination: 1,
    volume_id: null,
    volume_size: null,
    connection_info: null,
    source_type: 'image',
    destination_type: 'local',
    guest_format: null,
    device_type: 'disk',
    disk_bus: null,
    boot_index: 0,
    image_id: instance.image.id,
  };
  const volumes = volumesOf(instance).map((volume): Row => ({
    ...base(volume.bootable ? 2 : 3),
    device_name: volume.device,
    delete_on_termination: 0,
    volume_id: volume.id,
    volume_size: volume.size,
    connection_info: connectionInfo(volume),
    source_type: 'volume',
    destination_type: 'volume',
    guest_format: null,
    device_type: 'disk',
    disk_bus: 'virtio',
    boot_index: volume.bootable ? 0 : null,
    image_id: null,
  }));
  return instance.bootsFromVolume ? volumes : [root, ...volumes];
}
