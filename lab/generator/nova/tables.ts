import { allInstances, type Instance } from '../cluster/instances';
import type { LibertyOptions } from '../cluster/options';
import { flatMap, lazily, type Row, type TableRows } from '../rows';
import { aggregateTables } from './aggregates';
import { blockDeviceRows } from './block-devices';
import { ec2Tables } from './ec2-ids';
import { flavorTables } from './flavors';
import { groupTables } from './groups';
import { historyTables } from './history';
import { hostTables } from './hosts';
import { instanceExtraRow } from './instance-extra';
import { actionEventRow, actionRow, infoCacheRow, metadataRows, systemMetadataRows } from './instance-sides';
import { instanceRow } from './instances';
import { keyPairTables } from './key-pairs';
import { pciDeviceTables } from './pci-devices';
import { quotaTables } from './quotas';

/** All rows of the old Nova. `virtual_interfaces` stays empty: with Neutron, Liberty never wrote there. */
export function novaTables(options: LibertyOptions): readonly TableRows[] {
  const each = (table: string, rows: (instance: Instance) => Iterable<Row>): TableRows => ({
    table,
    rows: lazily(() => flatMap(allInstances(options), rows)),
  });
  return [
    ...hostTables(options),
    ...pciDeviceTables(),
    ...flavorTables(),
    ...keyPairTables(),
    ...aggregateTables(options),
    ...quotaTables(),
    each('instances', (instance) => [instanceRow(instance)]),
    each('instance_extra', (instance) => [instanceExtraRow(instance)]),
    each('instance_info_caches', (instance) => [infoCacheRow(instance)]),
    each('instance_metadata', metadataRows),
    each('instance_system_metadata', systemMetadataRows),
    each('block_device_mapping', blockDeviceRows),
    each('instance_actions', (instance) => [actionRow(instance)]),
    each('instance_actions_events', (instance) => [actionEventRow(instance)]),
    ...ec2Tables(options),
    ...groupTables(options),
    ...historyTables(options.instances),
  ];
}
