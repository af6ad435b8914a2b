import type { InFlightCheck, TableMapping } from '../../model/mapping';
import { CINDER_CHOICES, unreadable, UNREADABLE_CONSUMER } from './cinder-choices';

const IN_GROUP = 'consistency groups are not copied yet';

function living(parent: string, column: string): string {
  return `EXISTS (SELECT 1 FROM {source.cinder}.${parent} p WHERE p.id = s.${column} AND p.deleted = 0)`;
}

function table(name: string, more: Partial<TableMapping> = {}): TableMapping {
  return {
    name: `cinder.${name}`,
    from: { database: 'cinder', table: name },
    to: { database: 'cinder', table: name },
    where: 's.deleted = 0',
    ...more,
  };
}

function of(parent: string, column: string, name: string): TableMapping {
  return table(name, { where: `s.deleted = 0 AND ${living(parent, column)}`, after: [`cinder.${parent}`] });
}

/** Not copied: usages and reservations (Stein recounts them), services (they register themselves). */
export const CINDER: readonly TableMapping[] = [
  table('quality_of_service_specs', { refused: [UNREADABLE_CONSUMER] }),
  table('volume_types', { after: ['cinder.quality_of_service_specs'] }),
  of('volume_types', 'volume_type_id', 'volume_type_extra_specs'),
  of('volume_types', 'volume_type_id', 'volume_type_projects'),
  { ...of('volume_types', 'volume_type_id', 'encryption'), key: 'encryption_id' },
  table('quotas'),
  table('quota_classes', { builtIn: "t.class_name = 'default'" }),
  table('volumes', {
    after: ['cinder.volume_types'],
    refused: [
      { when: 's.consistencygroup_id IS NOT NULL', because: IN_GROUP },
      unreadable('attach_status', CINDER_CHOICES.attachStatus),
    ],
  }),
  of('volumes', 'volume_id', 'volume_metadata'),
  of('volumes', 'volume_id', 'volume_admin_metadata'),
  {
    ...of('volumes', 'volume_id', 'volume_attachment'),
    refused: [unreadable('attach_status', CINDER_CHOICES.attachStatus)],
  },
  {
    ...of('volumes', 'volume_id', 'snapshots'),
    refused: [
      { when: 's.cgsnapshot_id IS NOT NULL', because: IN_GROUP },
      unreadable('status', CINDER_CHOICES.snapshotStatus),
    ],
  },
  of('snapshots', 'snapshot_id', 'snapshot_metadata'),
  table('volume_glance_metadata', {
    where: `s.deleted = 0 AND (s.volume_id IS NULL OR ${living('volumes', 'volume_id')})
      AND (s.snapshot_id IS NULL OR ${living('snapshots', 'snapshot_id')})`,
    after: ['cinder.volumes', 'cinder.snapshots'],
  }),
  table('backups', {
    optional: 'backups',
    after: ['cinder.volumes'],
    refused: [unreadable('status', CINDER_CHOICES.backupStatus)],
  }),
  { ...of('volumes', 'volume_id', 'transfers'), optional: 'transfers' },
  // It counts no deleted rows: an entry lasts as long as its volume.
  table('image_volume_cache_entries', {
    optional: 'imageCache',
    where: living('volumes', 'volume_id'),
    after: ['cinder.volumes'],
  }),
];

export const CINDER_IN_FLIGHT: readonly InFlightCheck[] = [
  {
    database: 'cinder',
    table: 'volumes',
    when: `deleted = 0 AND (status IN ('creating', 'downloading', 'uploading', 'attaching', 'detaching', 'extending',
      'retyping', 'maintenance', 'deleting', 'backing-up', 'restoring-backup')
      OR migration_status NOT IN ('none', 'error', 'success'))`,
    what: 'volume with an operation under way',
    label: "CONCAT(id, ' (', status, ')')",
  },
  {
    database: 'cinder',
    table: 'snapshots',
    when: "deleted = 0 AND status IN ('creating', 'deleting', 'updating', 'unmanaging', 'backing-up', 'restoring')",
    what: 'snapshot with an operation under way',
    label: "CONCAT(id, ' (', status, ')')",
  },
];
