import type { FixUp } from '../../../model/mapping';
import { parseColumn } from '../versioned-object';

/** The store into a location's metadata; a store that is named there already stays. */
export function withStore(text: string | null, store: string | null): string {
  return JSON.stringify({ backend: store, ...(parseColumn(text, 'image_locations.meta_data') as object | undefined) });
}

export const IMAGE_STORE: FixUp = {
  name: 'imageStore',
  why: 'A Glance with several stores looks for an image in its default store where the location does not name one.',
  asked: { by: 'alignment.imageStore', when: ({ alignment }) => alignment.imageStore !== null },
  changes: {
    'glance.image_locations': {
      built: {
        inputs: { meta_data: 's.meta_data', store: '{setting.imageStore}' },
        columns: ['meta_data'],
        build: (inputs) => ({ meta_data: withStore(inputs['meta_data'] ?? null, inputs['store'] ?? null) }),
      },
      refused: [
        {
          when: "s.meta_data IS NOT NULL AND s.meta_data NOT LIKE '{%}'",
          because: 'meta_data is no JSON object, so that no store can be put into it',
        },
      ],
    },
  },
};
