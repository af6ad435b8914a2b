import type { ColumnValue, FixUp } from '../../../model/mapping';

const HOST: ColumnValue = { replaced: 'host', by: 'volumeHosts' };

/** The zone of the service that has the volume or the backup; that of the definition where the service has none yet. */
function zone(lookedUp: 'volumeZones' | 'backupZones'): ColumnValue {
  return { lookedUp, by: HOST, otherwise: 'availabilityZone' };
}

export const VOLUME_SERVICES: FixUp = {
  name: 'volumeServices',
  why: "Requests go to the service of the volume's host: an old name is a queue that nobody reads.",
  changes: {
    'cinder.volumes': {
      columns: {
        host: HOST,
        service_uuid: { lookedUp: 'volumeServices', by: HOST },
        availability_zone: zone('volumeZones'),
      },
    },
    'cinder.backups': { columns: { host: HOST, availability_zone: zone('backupZones') } },
    'cinder.image_volume_cache_entries': { columns: { host: HOST } },
  },
};

/** In the place of a host whose volumes share no target stands ''. */
export const SHARED_TARGETS: FixUp = {
  name: 'sharedTargets',
  why:
    'Where volumes of a host share an iSCSI target, the detach of one must not log out another: Nova takes a lock only where ' +
    'this is true, and not where it is NULL. It is true unless alignment.unsharedTargets names the backend.',
  changes: {
    'cinder.volumes': { columns: { shared_targets: { sql: "COALESCE({unsharedTargets of s.host} <> '', 1)" } } },
  },
};

const DEFAULT_TYPE = `(SELECT MIN(t.id) FROM {source.cinder}.volume_types t
  WHERE t.name = {setting.volumeType} AND t.deleted = 0)`;
const NO_TYPE = {
  when: `s.volume_type_id IS NULL AND ${DEFAULT_TYPE} IS NULL`,
  because: 'it has no type, and there is no type of the name that alignment.volumeType says',
};

export const VOLUME_TYPE: FixUp = {
  name: 'volumeType',
  why: 'From Train on a volume without a type is an error: this is the moment to give it one.',
  asked: { by: 'alignment.volumeType', when: ({ alignment }) => alignment.volumeType !== null },
  changes: {
    'cinder.volumes': {
      columns: { volume_type_id: { sql: `COALESCE(s.volume_type_id, ${DEFAULT_TYPE})` } },
      refused: [NO_TYPE],
    },
    'cinder.snapshots': {
      columns: {
        volume_type_id: {
          sql: `COALESCE(s.volume_type_id,
            (SELECT v.volume_type_id FROM {source.cinder}.volumes v WHERE v.id = s.volume_id), ${DEFAULT_TYPE})`,
        },
      },
      refused: [NO_TYPE],
    },
  },
};

export const BACKUP_TIMES: FixUp = {
  name: 'backupTimes',
  why: 'Stein picks the newest backup by the time of its data; Mitaka filled the new column with the time of the backup.',
  changes: { 'cinder.backups': { columns: { data_timestamp: { from: 'created_at' } } } },
};

export const TRANSFERS: FixUp = {
  name: 'transfers',
  why: "Stein tells who gives a volume away; Liberty's transfers are of the volume's project, and take snapshots along.",
  changes: {
    'cinder.transfers': {
      columns: {
        source_project_id: {
          sql: 'SELECT {projects of v.project_id} FROM {source.cinder}.volumes v WHERE v.id = s.volume_id',
        },
        no_snapshots: { constant: 0 },
        accepted: { constant: 0 },
      },
    },
  },
};

export const PENDING_TRANSFERS: FixUp = {
  name: 'pendingTransfers',
  why: 'A volume that waits for a transfer that is not there can be neither accepted nor used.',
  asked: { by: 'transfers left out', when: ({ alignment }) => !alignment.tables.includes('transfers') },
  changes: {
    'cinder.volumes': {
      refused: [
        {
          when: "s.status = 'awaiting-transfer'",
          because: 'it waits for a transfer: put transfers into alignment.tables, or have it accepted or deleted',
        },
      ],
    },
  },
};
