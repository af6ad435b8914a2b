import { labUuid } from '../../inventory';
import type { Instance } from './instances';

/** A Cinder volume that an instance uses. Size in GiB. */
export interface Volume {
  readonly id: string;
  readonly attachmentId: string;
  readonly instance: Instance;
  readonly device: '/dev/vda' | '/dev/vdb';
  readonly size: number;
  readonly bootable: boolean;
}

/** Cinder's host in every old table that carries one: the old cluster kept its volumes in Ceph. */
export const OLD_VOLUME_HOST = 'old-cinder@ceph#ceph';
/** Backups carry the host of cinder-backup, which has no backend and no pool. */
export const OLD_BACKUP_HOST = 'old-cinder';

export const VOLUME_TYPES = {
  ssd: labUuid('volume-type', 'ceph-ssd'),
  hdd: labUuid('volume-type', 'ceph-hdd'),
  encrypted: labUuid('volume-type', 'luks'),
  retired: labUuid('volume-type', 'retired'),
} as const;

function volume(instance: Instance, use: 'boot' | 'data'): Volume {
  return {
    id: labUuid('volume', instance.uuid, use),
    attachmentId: labUuid('attachment', instance.uuid, use),
    instance,
    device: use === 'boot' ? '/dev/vda' : '/dev/vdb',
    size: use === 'boot' ? Math.max(1, instance.flavor.rootGb) : 10,
    bootable: use === 'boot',
  };
}

/** The volumes that are attached to the instance, the root disk first. */
export function volumesOf(instance: Instance): readonly Volume[] {
  const boot = instance.bootsFromVolume ? [volume(instance, 'boot')] : [];
  return instance.hasDataVolume ? [...boot, volume(instance, 'data')] : boot;
}
