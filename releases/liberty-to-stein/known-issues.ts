import type { ColumnValue, TableMapping } from '../../model/mapping';
import { INSTANCE_EXTRA } from './instance-extra';
import { REQUEST_SPEC } from './request-spec';

/** What a rule gives to a mapping, and why a plain copy of the common columns will not do. */
interface Rule extends Pick<TableMapping, 'columns' | 'built'> {
  readonly why: string;
}

const NEW_HOST: ColumnValue = { replaced: 'host', by: 'volumeHosts' };

/** Where columns that both releases have, copied as they are, would leave Stein with wrong data. */
export const KNOWN_ISSUES = {
  imageVisibility: {
    why: "The column's default is 'shared': without a value every public image would be gone from other tenants' lists.",
    columns: {
      visibility: {
        sql: `CASE WHEN s.is_public = 1 THEN 'public'
          WHEN EXISTS (SELECT 1 FROM {source.glance}.image_members m WHERE m.image_id = s.id AND m.deleted = 0) THEN 'shared'
          ELSE 'private' END`,
      },
      os_hidden: { constant: 0 },
    },
  },
  aggregateUuid: {
    why: 'The column may be NULL, the object may not: listing aggregates raises. What filled it is gone since Newton.',
    columns: { uuid: { uuidOf: 'id' } },
  },
  blockDeviceUuid: {
    why: 'Stein fills it when it first reads a row; filled beforehand, both sides can be compared.',
    columns: { uuid: { uuidOf: 'id' } },
  },
  instanceExtra: {
    why:
      'Without the key pair in it the metadata service gives no key, and online migrations stop with an error; pinned CPUs ' +
      'without a policy count as not pinned, and other guests get them, too.',
    built: INSTANCE_EXTRA,
  },
  requestSpec: {
    why: 'Stein has lost the migration that made them for old instances, and cannot move an instance without one.',
    built: REQUEST_SPEC,
  },
  instanceMapping: {
    why: 'Without one the API does not find the instance; NULLs count as not yet migrated.',
    columns: {
      instance_uuid: { from: 'uuid' },
      cell_id: { lookedUp: 'cell', by: null },
      queued_for_delete: { constant: 0 },
    },
  },
  volumeService: {
    why:
      "Requests go to the service of the volume's host: an old name is a queue that nobody reads. Only iSCSI backends share " +
      'targets; where that is not known (NULL) Nova takes a lock for each detach.',
    columns: {
      host: NEW_HOST,
      service_uuid: { lookedUp: 'volumeServices', by: NEW_HOST },
      availability_zone: { setting: 'availabilityZone' },
      shared_targets: { constant: 0 },
    },
  },
} as const satisfies Record<string, Rule>;
