import type { FixUp } from '../../../model/mapping';

/** Keys that differ in their case only are two: Nova's code tells them apart, the server's collation does not. */
function isKey(column: string, setting: 'poolFrom' | 'poolTo'): string {
  return `CONVERT(${column} USING utf8mb4) = BINARY {setting.${setting}}`;
}

const OLD_KEY = isKey('s.`key`', 'poolFrom');

export const POOL_METADATA: FixUp = {
  name: 'poolMetadata',
  why:
    "Instances name their pool of hosts in their metadata; the target's aggregate filter reads it under another key, and " +
    'would put an instance without it on any host.',
  asked: { by: 'alignment.pool', when: ({ alignment }) => alignment.pool !== null },
  changes: {
    'nova.instance_metadata': {
      columns: { key: { sql: `CASE WHEN ${OLD_KEY} THEN {setting.poolTo} ELSE s.\`key\` END` } },
      refused: [
        {
          when: `${OLD_KEY} AND EXISTS (SELECT 1 FROM {source.nova}.instance_metadata o
            WHERE o.instance_uuid = s.instance_uuid AND o.deleted = 0 AND ${isKey('o.`key`', 'poolTo')})`,
          because: 'the instance has the old and the new key of its pool',
        },
      ],
    },
  },
};
