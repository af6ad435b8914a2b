import type { FixUp } from '../../../model/mapping';

/** Swift's locations name the Keystone, and the credentials, with which the image is read; `swift+config` does not. */
const OLD_KEYSTONE = ['v1.0', 'v1.1', 'v2.0'].map((version) => `s.value LIKE 'swift%://%/${version}/%'`).join(' OR ');

export const IMAGE_LOCATIONS: FixUp = {
  name: 'imageLocations',
  why: "Swift's locations name a Keystone: one with the API v2.0, which Stein's Keystone does not have, is unreadable once the old Keystone is gone. Such images are refused.",
  changes: {
    'glance.image_locations': {
      refused: [
        {
          when: `s.value NOT LIKE 'swift+config://%' AND (${OLD_KEYSTONE})`,
          because:
            'the location names a Keystone with the API v2.0, which the new one does not have: nobody could read the image. Write the new location into the column value, or let it come across as it is (alignment.without: [imageLocations])',
        },
      ],
    },
  },
};
