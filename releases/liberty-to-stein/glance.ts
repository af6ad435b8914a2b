import type { InFlightCheck, TableMapping } from '../../model/mapping';

function ofImages(table: string): TableMapping {
  return {
    name: `glance.${table}`,
    from: { database: 'glance', table },
    to: { database: 'glance', table },
    where: `s.deleted = 0 AND EXISTS
      (SELECT 1 FROM {source.glance}.images i WHERE i.id = s.image_id AND i.deleted = 0)`,
    after: ['glance.images'],
  };
}

export const GLANCE: readonly TableMapping[] = [
  {
    name: 'glance.images',
    from: { database: 'glance', table: 'images' },
    to: { database: 'glance', table: 'images' },
    where: 's.deleted = 0',
    dropped: ['is_public'],
  },
  ...['image_locations', 'image_properties', 'image_members', 'image_tags'].map(ofImages),
];

export const GLANCE_IN_FLIGHT: readonly InFlightCheck[] = [
  {
    database: 'glance',
    table: 'images',
    when: "deleted = 0 AND status = 'saving'",
    what: 'image that is being uploaded',
    label: 'id',
  },
];
