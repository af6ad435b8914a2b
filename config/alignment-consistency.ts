import { backendOf } from '../model/tables/backend';
import type { ClusterDefinition } from '../model/cluster';
import type { Issue } from './consistency';

/** Choices about the alignment that contradict one another or the rest of the definition. */
export function inconsistentAlignment(definition: ClusterDefinition): readonly Issue[] {
  return [...unknownBackends(definition), ...findDoubleMerges(definition)];
}

function unknownBackends({ volumes, alignment }: ClusterDefinition): readonly Issue[] {
  const backends = [...new Set(Object.values(volumes.hosts).map(backendOf))];
  return alignment.unsharedTargets.flatMap((backend, i) => {
    if (backends.includes(backend)) return [];
    const message = `${backend} is not among the new backends of volumes.hosts: ${backends.join(', ')}`;
    return [{ path: ['alignment', 'unsharedTargets', i], message }];
  });
}

/** An aggregate becomes one other at most, and one that stays. Names of another case are the same to the database. */
function findDoubleMerges({ alignment }: ClusterDefinition): readonly Issue[] {
  const { merge } = alignment.aggregates;
  const seen = new Set<string>();
  return merge.flatMap(({ from }, i) =>
    from.flatMap((name, j) => {
      const path = ['alignment', 'aggregates', 'merge', i, 'from', j];
      const twice = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      if (twice) return [{ path, message: `${name} is merged twice` }];
      const stays = merge.every(({ into }, k) => k === i || into.toLowerCase() !== name.toLowerCase());
      return stays ? [] : [{ path, message: `others are merged into ${name}: name where they all end` }];
    }),
  );
}
