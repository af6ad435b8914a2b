import type { LibertyOptions } from '../cluster/options';
import type { Volume } from '../cluster/volumes';
import { flatMap, lazily, type Row, type TableRows } from '../rows';
import { inPassingTables } from './in-passing';
import { projectTables } from './projects';
import { snapshotTables } from './snapshots';
import { typeTables } from './types';
import {
  adminMetadataRow,
  attachedVolumeRow,
  attachedVolumes,
  attachmentRow,
  glanceMetadataRows,
  metadataRow,
  spareVolumeRows,
} from './volumes';

/** All rows of the old Cinder. */
export function cinderTables(options: LibertyOptions): readonly TableRows[] {
  const each = (table: string, rows: (volume: Volume, index: number) => Iterable<Row>): TableRows => ({
    table,
    rows: lazily(() => flatMap(attachedVolumes(options), rows)),
  });
  const attached = each('volumes', (volume) => [attachedVolumeRow(volume)]);
  return [
    ...projectTables(),
    ...typeTables(),
    { table: 'volumes', rows: spareVolumeRows() },
    attached,
    each('volume_attachment', (volume) => [attachmentRow(volume)]),
    each('volume_metadata', (volume, i) => [metadataRow(volume, i)]),
    each('volume_admin_metadata', (volume, i) => [adminMetadataRow(volume, i)]),
    each('volume_glance_metadata', glanceMetadataRows),
    ...snapshotTables(),
    ...inPassingTables(),
  ];
}
