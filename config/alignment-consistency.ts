import { backendOf } from '../model/tables/backend';
import type { ClusterDefinition } from '../model/cluster';
import { listFirst } from '../model/list-first';
import type { Issue } from './consistency';

/** Choices about the alignment that contradict one another or the rest of the definition. */
export function inconsistentAlignment(definition: ClusterDefinition): readonly Issue[] {
  return [...unknownBackends(definition), ...findDoubleMerges(definition)];
}

function unknownBackends({ volumes, alignment }: ClusterDefinition): readonly Issue[] {
  const backends = new Set(Object.values(volumes.hosts).map(backendOf));
  const names = listFirst([...backends]);
  return alignment.unsharedTargets.flatMap((backend, i) => {
    if (backends.has(backend)) return [];
    const message = `${backend} is not among the new backends of volumes.hosts: ${names}`;
    return [{ path: ['alignment', 'unsharedTargets', i], message }];
  });
}

/** An aggregate becomes one other at most, and one that stays. Names of another case are the same to the database. */
function findDoubleMerges({ alignment }: ClusterDefinition): readonly Issue[] {
  const { merge } = alignment.aggregates;
  const seen = new Set<string>();
  const ends = new Map<string, Set<number>>();
  for (const [k, { into }] of merge.entries())
    ends.set(into.toLowerCase(), (ends.get(into.toLowerCase()) ?? new Set()).add(k));
  return merge.flatMap(({ from }, i) =>
    from.flatMap((name, j) => {
      const path = ['alignment', 'aggregates', 'merge', i, 'from', j];
      const twice = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      if (twice) return [{ path, message: `${name} is merged twice` }];
      const others = ends.get(name.toLowerCase()) ?? new Set();
      const stays = others.size === 0 || (others.size === 1 && others.has(i));
      return stays ? [] : [{ path, message: `others are merged into ${name}: name where they all end` }];
    }),
  );
}
