import { labUuid } from '../../inventory';
import { IMAGES } from '../cluster/images';
import { OLD_VOLUME_HOST } from '../cluster/volumes';
import { at, gone, living, type Row, type TableRows } from '../rows';
import { SPARE_VOLUMES } from './volumes';

function transferRow(name: string, more: Row): Row {
  return {
    ...living(9),
    id: labUuid('transfer', name),
    volume_id: SPARE_VOLUMES.given,
    display_name: name,
    salt: '5d1f0c3a8b7e6f42',
    crypt_hash: 'b1946ac92492d2347c6235b4d2611184b1946ac9',
    expires_at: null,
    ...more,
  };
}

/** A volume on offer, one that was taken long ago, and the volume that Cinder made of an image to clone from it. */
export function inPassingTables(): readonly TableRows[] {
  return [
    {
      table: 'transfers',
      rows: [transferRow('to green', {}), transferRow('taken', { ...gone(5, 1), volume_id: SPARE_VOLUMES.free })],
    },
    {
      table: 'image_volume_cache_entries',
      rows: [
        {
          id: 1,
          host: OLD_VOLUME_HOST,
          image_id: IMAGES[0]?.id as string,
          image_updated_at: at(2),
          volume_id: SPARE_VOLUMES.moved,
          size: 1,
          last_used: at(100),
        },
      ],
    },
  ];
}
