import type { LibertyOptions } from '../cluster/options';
import { IMAGES } from '../cluster/images';
import { allInstances } from '../cluster/instances';
import { flatMap, lazily, living, type TableRows } from '../rows';

/** More instances than these rows know were there once: an instance's number in EC2 is not its `instances.id`. */
const EARLIER = 4700;

/** EC2's numbers: Nova wrote one with each instance, which outlives it, and one of an image that a guest asked about. */
export function ec2Tables(options: LibertyOptions): readonly TableRows[] {
  return [
    {
      table: 'instance_id_mappings',
      rows: lazily(() =>
        flatMap(allInstances(options), ({ id, uuid, createdMinutes }) => [
          { ...living(createdMinutes), id: EARLIER + id, uuid },
        ]),
      ),
    },
    {
      table: 's3_images',
      rows: IMAGES.map(({ id: uuid }, i) => ({ ...living(i), id: 30 + i, uuid })),
    },
  ];
}
