import { backendOf } from '../model/backend';
import type { ClusterDefinition } from '../model/cluster';
import type { Issue } from './consistency';

/** Choices about the alignment that contradict the rest of the definition. */
export function inconsistentAlignment({ volumes, alignment }: ClusterDefinition): readonly Issue[] {
  const backends = [...new Set(Object.values(volumes.hosts).map(backendOf))];
  return alignment.unsharedTargets.flatMap((backend, i) =>
    backends.includes(backend)
      ? []
      : [
          {
            path: ['alignment', 'unsharedTargets', i],
            message: `${backend} is not among the new backends of volumes.hosts: ${backends.join(', ')}`,
          },
        ],
  );
}
