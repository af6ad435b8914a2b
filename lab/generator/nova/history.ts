import { VMS } from '../../inventory';
import { living, type Row, type TableRows } from '../rows';

function migrationRow(id: number, more: Row): Row {
  return {
    ...living(id),
    id,
    instance_uuid: VMS[0]?.uuid as string,
    source_compute: 'compute2',
    dest_compute: 'compute1',
    source_node: 'compute2',
    dest_node: 'compute1',
    dest_host: '10.77.0.11',
    old_instance_type_id: 2,
    new_instance_type_id: 2,
    hidden: 0,
    ...more,
  };
}

/**
 * Traces of an old cluster's life. The finished evacuation is the dangerous one: a nova-compute that found it under its own
 * name would destroy the guest; its source is therefore a host that is gone.
 */
export function historyTables(instances: number): readonly TableRows[] {
  if (instances === 0) return [];
  return [
    {
      table: 'migrations',
      rows: [
        migrationRow(1, { status: 'completed', migration_type: 'live-migration' }),
        migrationRow(2, {
          status: 'done',
          migration_type: 'evacuation',
          source_compute: 'lost9',
          source_node: 'lost9',
        }),
        migrationRow(3, { status: 'failed', migration_type: 'evacuation' }),
        // Before Liberty a row had no type: resizes and cold migrations differ in their flavors only.
        migrationRow(4, { status: 'confirmed', migration_type: null, old_instance_type_id: 1 }),
      ],
    },
    {
      table: 'instance_faults',
      rows: [
        {
          ...living(1),
          id: 1,
          instance_uuid: VMS[0]?.uuid as string,
          code: 500,
          message: 'No valid host was found. There are not enough hosts available.',
          details: null,
          host: 'old-controller',
        },
      ],
    },
  ];
}
