import { COMPUTES } from '../../inventory';
import { paperHosts } from '../cluster/instances';
import type { LibertyOptions } from '../cluster/options';
import { gone, living, type Row, type TableRows } from '../rows';
import { ZONE } from './instances';

function addNumbers(rows: readonly Row[]): Row[] {
  return rows.map((row, i) => ({ ...living(i), id: i + 1, ...row }));
}

/** Aggregates (one makes the availability zone, one was deleted), their hosts and metadata. */
export function aggregateTables(options: LibertyOptions): readonly TableRows[] {
  const everywhere = [...COMPUTES.map(({ name }) => name), ...paperHosts(options)];
  const hosts = [
    ...everywhere.map((host) => ({ host, aggregate: 1 })),
    ...COMPUTES.slice(1).map(({ name }) => ({ host: name, aggregate: 2 })),
  ];
  const metadata: readonly (readonly [aggregate: number, key: string, value: string])[] = [
    [1, 'availability_zone', ZONE],
    [1, 'pool', 'general'],
    [2, 'pool', 'fast'],
  ];
  return [
    {
      table: 'aggregates',
      rows: [
        { ...living(1), id: 1, name: 'general' },
        { ...living(2), id: 2, name: 'fast' },
        { ...gone(3, 3), id: 3, name: 'fast' },
      ],
    },
    {
      table: 'aggregate_hosts',
      rows: addNumbers(hosts.map(({ host, aggregate }) => ({ host, aggregate_id: aggregate }))),
    },
    {
      table: 'aggregate_metadata',
      rows: addNumbers(metadata.map(([aggregate_id, key, value]) => ({ aggregate_id, key, value }))),
    },
  ];
}
