import type { FixUp } from '../../../model/mapping';

/** The aggregate that this one becomes; itself where nothing is merged. */
function survivorOf(id: string): string {
  return `COALESCE((SELECT MIN(i.id) FROM {source.nova}.aggregates a
    JOIN {source.nova}.aggregates i ON i.name = {aggregates of a.name} AND i.deleted = 0
    WHERE a.id = ${id} AND a.deleted = 0), ${id})`;
}

/** Whether another row `o`, of an aggregate that lives, comes to stand beside `s`. */
function another(table: string, condition: string): string {
  return `EXISTS (SELECT 1 FROM {source.nova}.${table} o
    JOIN {source.nova}.aggregates p ON p.id = o.aggregate_id AND p.deleted = 0
    WHERE o.deleted = 0 AND ${survivorOf('o.aggregate_id')} = ${survivorOf('s.aggregate_id')} AND ${condition})`;
}

const AGGREGATE = { aggregate_id: { sql: survivorOf('s.aggregate_id') } } as const;

export const MERGED_AGGREGATES: FixUp = {
  name: 'mergedAggregates',
  why: 'Old aggregates were too small as domains of live migration: the definition says which become one.',
  asked: { by: 'alignment.aggregates.merge', when: ({ alignment }) => alignment.aggregates.merge.length > 0 },
  names: {
    given: ({ alignment }) => alignment.aggregates.merge.flatMap(({ from }) => from),
    known: 'SELECT name FROM {source.nova}.aggregates WHERE deleted = 0',
    because: 'alignment.aggregates.merge names aggregates that are not there',
  },
  changes: {
    'nova_api.aggregates': {
      where: `s.name = {aggregates of s.name} OR NOT EXISTS (SELECT 1 FROM {source.nova}.aggregates i
        WHERE i.name = {aggregates of s.name} AND i.deleted = 0)`,
      refused: [
        {
          when: 's.name <> {aggregates of s.name}',
          because: 'alignment.aggregates.merge names an aggregate to merge it into that is not there',
        },
      ],
    },
    'nova_api.aggregate_hosts': {
      columns: AGGREGATE,
      where: `NOT ${another('aggregate_hosts', 'o.host = s.host AND o.id < s.id')}`,
    },
    'nova_api.aggregate_metadata': {
      columns: AGGREGATE,
      where: `NOT ${another('aggregate_metadata', 'o.`key` = s.`key` AND o.value <=> s.value AND o.id < s.id')}`,
      refused: [
        {
          when: another('aggregate_metadata', 'o.`key` = s.`key` AND NOT (o.value <=> s.value)'),
          because: 'aggregates that become one differ in the value of a key: make them equal first',
        },
      ],
    },
  },
};
