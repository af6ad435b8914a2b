import type { FixUp } from '../../../model/mapping';

export const POOL_METADATA: FixUp = {
  name: 'poolMetadata',
  why:
    "Instances name their pool of hosts in their metadata; the target's aggregate filter reads it under another key, and " +
    'would put an instance without it on any host.',
  asked: { by: 'alignment.pool', when: ({ alignment }) => alignment.pool !== null },
  changes: {
    'nova.instance_metadata': {
      columns: { key: { sql: 'CASE WHEN s.`key` = {setting.poolFrom} THEN {setting.poolTo} ELSE s.`key` END' } },
      refused: [
        {
          when: `s.\`key\` = {setting.poolFrom} AND EXISTS (SELECT 1 FROM {source.nova}.instance_metadata o
            WHERE o.instance_uuid = s.instance_uuid AND o.deleted = 0 AND o.\`key\` = {setting.poolTo})`,
          because: 'the instance has the old and the new key of its pool',
        },
      ],
    },
  },
};
