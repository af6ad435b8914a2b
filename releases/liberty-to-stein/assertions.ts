import type { ReleasePair } from '../../model/pair/release-pair';
import { ATTACHMENT, fromUnattached, fromUnknownToNova } from './attachments';
import { MAPPED_INSTANCES } from './mapped-instances';
import { FATAL_EVACUATION } from './nova';

const LIVING = 'FROM {target.nova}.instances i WHERE i.deleted = 0';

/** Instances whose extra row has nothing in a column, or that have none. */
function withoutExtra(column: string): string {
  return `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS (SELECT 1 FROM {target.nova}.instance_extra e
    WHERE e.instance_uuid = i.uuid AND e.deleted = 0 AND e.${column} IS NOT NULL)`;
}

/** Instances on a host and node that there is no row of. */
function homeless(side: 'source' | 'target'): string {
  return `SELECT CONCAT(i.uuid, ' on ', i.host, ' (', COALESCE(i.node, ''), ')') AS label FROM {${side}.nova}.instances i
    WHERE i.deleted = 0 AND i.host <> '' AND NOT EXISTS (SELECT 1 FROM {${side}.nova}.compute_nodes n
      WHERE n.host = i.host AND n.deleted = 0 AND (COALESCE(i.node, '') = '' OR n.hypervisor_hostname = i.node))`;
}

/** What Stein relies on and no foreign key watches over. */
export const ASSERTIONS: ReleasePair['assertions'] = {
  images: [],
  compute: [
    ...MAPPED_INSTANCES,
    {
      name: 'every instance is on a node that is known',
      table: '{target.nova}.instances',
      broken: homeless('target'),
      already: homeless('source'),
      optional: 'computeNodes',
    },
    {
      name: 'every instance has its flavor',
      table: '{target.nova}.instance_extra',
      broken: withoutExtra('flavor'),
    },
    {
      name: 'every instance has a list of key pairs',
      table: '{target.nova}.instance_extra',
      broken: withoutExtra('keypairs'),
      madeTrueBy: 'keyPairs',
    },
    {
      name: 'every aggregate has a UUID',
      table: '{target.novaApi}.aggregates',
      broken: 'SELECT a.name AS label FROM {target.novaApi}.aggregates a WHERE a.uuid IS NULL',
    },
    {
      name: 'no evacuation makes a nova-compute destroy guests when it starts',
      table: '{target.nova}.migrations',
      broken: `SELECT CONCAT(s.instance_uuid, ' from ', COALESCE(s.source_compute, '?')) AS label
        FROM {target.nova}.migrations s WHERE s.deleted = 0 AND ${FATAL_EVACUATION}`,
    },
  ],
  volumes: [
    {
      name: 'every volume belongs to a service',
      table: '{target.cinder}.volumes',
      broken: `SELECT v.id AS label FROM {target.cinder}.volumes v WHERE v.deleted = 0 AND v.host IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM {target.cinder}.services s WHERE s.uuid = v.service_uuid AND s.deleted = 0)`,
      madeTrueBy: 'volumeServices',
    },
    {
      name: 'every block device has the attachment that it had',
      table: '{target.nova}.block_device_mapping',
      broken: `SELECT ${ATTACHMENT} AS label ${fromUnattached('target')}`,
      already: `SELECT ${ATTACHMENT} AS label ${fromUnattached('source')}`,
    },
    {
      name: 'every attachment to an instance has the block device that it had',
      table: '{target.cinder}.volume_attachment',
      broken: `SELECT ${ATTACHMENT} AS label ${fromUnknownToNova('target')}`,
      already: `SELECT ${ATTACHMENT} AS label ${fromUnknownToNova('source')}`,
    },
  ],
};
