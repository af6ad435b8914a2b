import type { Notice } from '../../model/mapping';
import { ATTACHMENT, fromUnattached } from './attachments';
import { FATAL_EVACUATION, OF_AN_INSTANCE, UNFINISHED } from './nova';

/** A text of `cpu_info`, JSON that older servers cannot read; `": "` and `":"` are both in use. */
function cpu(name: string): string {
  return `SUBSTRING_INDEX(SUBSTRING_INDEX(REPLACE(n.cpu_info, '": "', '":"'), '"${name}":"', -1), '"', 1)`;
}

/** Hosts of one CPU in one aggregate; fewer leave no choice to a live migration when one of them is full or down. */
const ENOUGH = 3;

const EVACUATION = `CONCAT('of instance ', COALESCE(s.instance_uuid, '?'), ' from ', COALESCE(s.source_compute, '?'), ' (', s.status, ')')`;
const OF_EVACUATIONS = `FROM {source.nova}.migrations s WHERE s.deleted = 0 AND ${FATAL_EVACUATION}`;

const UNFINISHED_ONE = `CONCAT('of instance ', COALESCE(migrations.instance_uuid, '?'), ' (', migrations.status, ')')`;
const OF_UNFINISHED = `FROM {source.nova}.migrations WHERE ${UNFINISHED} AND NOT ${OF_AN_INSTANCE}`;

export const NOTICES: readonly Notice[] = [
  {
    name: 'evacuations',
    sql: `SELECT COUNT(*) AS n, MIN(${EVACUATION}) AS example ${OF_EVACUATIONS}`,
    list: `SELECT ${EVACUATION} AS label ${OF_EVACUATIONS} ORDER BY s.id`,
    message: 'evacuations stay behind: nova-compute on their source would destroy the guests when it starts',
  },
  {
    name: 'unfinishedMigrations',
    sql: `SELECT COUNT(*) AS n, MIN(${UNFINISHED_ONE}) AS example ${OF_UNFINISHED}`,
    list: `SELECT ${UNFINISHED_ONE} AS label ${OF_UNFINISHED} ORDER BY migrations.id`,
    message: 'migrations that never came to their end stay behind: their instances are gone',
  },
  {
    name: 'smallDomains',
    sql: `SELECT COUNT(*) AS n, MIN(CONCAT(domain, ' has ', hosts, ' of ', vendor, ' ', model)) AS example FROM (
      SELECT {aggregates of a.name} AS domain, ${cpu('vendor')} AS vendor, ${cpu('model')} AS model,
        COUNT(DISTINCT n.host) AS hosts
      FROM {source.nova}.aggregates a
      JOIN {source.nova}.aggregate_hosts h ON h.aggregate_id = a.id AND h.deleted = 0
      JOIN {source.nova}.compute_nodes n ON n.host = h.host AND n.deleted = 0
      WHERE a.deleted = 0 GROUP BY domain, vendor, model HAVING hosts < ${ENOUGH}) d`,
    message: `aggregates have fewer than ${ENOUGH} hosts of one CPU: small domains for live migration (alignment.aggregates.merge)`,
  },
  {
    name: 'unattached',
    sql: `SELECT COUNT(*) AS n, MIN(${ATTACHMENT}) AS example ${fromUnattached('source')}`,
    list: `SELECT ${ATTACHMENT} AS label ${fromUnattached('source')} ORDER BY b.id`,
    message: 'block devices of instances name volumes that Cinder knows no attachment of: they differ already now',
  },
  {
    name: 'consistencyGroups',
    sql: `SELECT COUNT(*) AS n, MIN(CONCAT(s.id, ' ', COALESCE(s.name, ''))) AS example
      FROM {source.cinder}.consistencygroups s WHERE s.deleted = 0`,
    message: 'consistency groups stay behind; a volume in one is refused',
  },
];
