import type { ReleasePair } from '../../model/mapping';
import { FATAL_EVACUATION } from './nova';

const LIVING = 'FROM {target.nova}.instances i WHERE i.deleted = 0';

/** Instances whose extra row has nothing in a column, or that have none. */
function withoutExtra(column: string): string {
  return `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS (SELECT 1 FROM {target.nova}.instance_extra e
    WHERE e.instance_uuid = i.uuid AND e.deleted = 0 AND e.${column} IS NOT NULL)`;
}

/** What Stein relies on and no foreign key watches over. */
export const ASSERTIONS: ReleasePair['assertions'] = {
  images: [],
  compute: [
    {
      name: 'every instance is mapped to its cell',
      broken: `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS
        (SELECT 1 FROM {target.novaApi}.instance_mappings m JOIN {target.novaApi}.cell_mappings c ON c.id = m.cell_id
         WHERE m.instance_uuid = i.uuid AND c.name = {setting.cell} AND m.project_id = i.project_id
           AND m.user_id = COALESCE(i.user_id, '') AND m.queued_for_delete = (i.vm_state <=> 'soft-delete'))`,
    },
    {
      name: 'every instance has a request spec',
      broken: `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS
        (SELECT 1 FROM {target.novaApi}.request_specs r WHERE r.instance_uuid = i.uuid)`,
    },
    {
      name: 'every instance has its flavor',
      broken: withoutExtra('flavor'),
    },
    {
      name: 'every instance has a list of key pairs',
      broken: withoutExtra('keypairs'),
      madeTrueBy: 'keyPairs',
    },
    {
      name: 'every aggregate has a UUID',
      broken: 'SELECT a.name AS label FROM {target.novaApi}.aggregates a WHERE a.uuid IS NULL',
    },
    {
      name: 'no evacuation makes a nova-compute destroy guests when it starts',
      broken: `SELECT CONCAT(s.instance_uuid, ' from ', COALESCE(s.source_compute, '?')) AS label
        FROM {target.nova}.migrations s WHERE s.deleted = 0 AND ${FATAL_EVACUATION}`,
    },
  ],
  volumes: [
    {
      name: 'every volume belongs to a service',
      broken: `SELECT v.id AS label FROM {target.cinder}.volumes v WHERE v.deleted = 0 AND v.host IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM {target.cinder}.services s WHERE s.uuid = v.service_uuid AND s.deleted = 0)`,
      madeTrueBy: 'volumeServices',
    },
  ],
};
