import { IMAGE_BYTES, IMAGE_CHECKSUM, IMAGES, shelvedImage, type Image } from './cluster/images';
import { livingInstances } from './cluster/instances';
import type { LibertyOptions } from './cluster/options';
import { at, type Row, type TableRows } from './rows';

/** Every image: those of `IMAGES` and a snapshot for each shelved instance. */
export function allImages(options: LibertyOptions): readonly Image[] {
  const snapshots: Image[] = [];
  for (const instance of livingInstances(options)) {
    if (instance.state === 'shelved_offloaded')
      snapshots.push(shelvedImage(instance.name, instance.projectId, instance.image));
    if (instance.id > 20) break;
  }
  return [...IMAGES, ...snapshots];
}

/** Glance's own columns: a boolean `deleted`, and times that may not be NULL. */
function lifetime({ deleted }: Image): Row {
  return { created_at: at(1), updated_at: at(2), deleted_at: deleted ? at(500) : null, deleted: Number(deleted) };
}

function imageRow(image: Image): Row {
  return {
    ...lifetime(image),
    id: image.id,
    name: image.name,
    size: IMAGE_BYTES,
    status: image.deleted ? 'deleted' : 'active',
    is_public: Number(image.isPublic),
    disk_format: 'raw',
    container_format: 'bare',
    checksum: IMAGE_CHECKSUM,
    owner: image.owner,
    min_disk: image.minDisk,
    min_ram: 0,
    protected: Number(image.protected),
    virtual_size: null,
  };
}

/** All rows of the old Glance. */
export function glanceTables(options: LibertyOptions): readonly TableRows[] {
  const images = allImages(options);
  const side = (table: string, rows: (image: Image) => readonly Row[]): TableRows => ({
    table,
    rows: images
      .flatMap((image) => rows(image).map((row) => ({ ...lifetime(image), image_id: image.id, ...row })))
      .map((row, i) => ({ id: i + 1, ...row })),
  });
  return [
    { table: 'images', rows: images.map(imageRow) },
    side('image_locations', ({ id, deleted }) => [
      { value: `file:///var/lib/glance/images/${id}`, meta_data: '{}', status: deleted ? 'deleted' : 'active' },
    ]),
    side('image_properties', ({ properties }) => Object.entries(properties).map(([name, value]) => ({ name, value }))),
    side('image_tags', ({ tags }) => tags.map((value) => ({ value }))),
    side('image_members', ({ members }) => members.map((member) => ({ member, can_share: 0, status: 'accepted' }))),
  ];
}
