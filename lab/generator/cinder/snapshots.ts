import { labUuid, PROJECTS, USERS } from '../../inventory';
import { OLD_BACKUP_HOST, VOLUME_TYPES } from '../cluster/volumes';
import { gone, living, type Row, type TableRows } from '../rows';
import { SPARE_VOLUMES } from './volumes';

const owner = { user_id: USERS[0]?.id as string, project_id: PROJECTS[0]?.id as string };

function snapshotRow(name: string, more: Row): Row {
  return {
    ...living(5),
    ...owner,
    id: labUuid('snapshot', name),
    volume_id: SPARE_VOLUMES.free,
    status: 'available',
    progress: '100%',
    volume_size: 1,
    scheduled_at: null,
    display_name: name,
    display_description: null,
    provider_location: null,
    encryption_key_id: null,
    volume_type_id: VOLUME_TYPES.ssd,
    cgsnapshot_id: null,
    provider_id: null,
    provider_auth: null,
    ...more,
  };
}

function backupRow(name: string, more: Row): Row {
  return {
    ...living(7),
    ...owner,
    id: labUuid('backup', name),
    volume_id: SPARE_VOLUMES.free,
    host: OLD_BACKUP_HOST,
    availability_zone: 'nova',
    display_name: name,
    display_description: null,
    container: 'backups',
    status: 'available',
    fail_reason: null,
    service_metadata: null,
    service: 'cinder.backup.drivers.ceph',
    size: 1,
    object_count: 0,
    parent_id: null,
    temp_volume_id: null,
    temp_snapshot_id: null,
    num_dependent_backups: 0,
    ...more,
  };
}

/** Snapshots and backups of the free volume. */
export function snapshotTables(): readonly TableRows[] {
  return [
    {
      table: 'snapshots',
      rows: [snapshotRow('before-update', {}), snapshotRow('forgotten', { ...gone(6, 1), status: 'deleted' })],
    },
    {
      table: 'snapshot_metadata',
      rows: [{ ...living(5), id: 1, snapshot_id: labUuid('snapshot', 'before-update'), key: 'why', value: 'update' }],
    },
    {
      table: 'backups',
      rows: [backupRow('weekly', {}), backupRow('last year', { ...gone(3, 1), status: 'deleted' })],
    },
  ];
}
