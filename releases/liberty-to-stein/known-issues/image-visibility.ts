import type { FixUp } from '../../../model/mapping';

export const IMAGE_VISIBILITY: FixUp = {
  name: 'imageVisibility',
  why: "The column's default is 'shared': without a value every public image would be gone from other tenants' lists.",
  changes: {
    'glance.images': {
      columns: {
        visibility: {
          sql: `CASE WHEN s.is_public = 1 THEN 'public'
            WHEN EXISTS (SELECT 1 FROM {source.glance}.image_members m WHERE m.image_id = s.id AND m.deleted = 0) THEN 'shared'
            ELSE 'private' END`,
        },
        os_hidden: { constant: 0 },
      },
    },
  },
};
