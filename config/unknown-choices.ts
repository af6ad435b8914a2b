import type { ClusterDefinition } from '../model/cluster';
import type { FixUp } from '../model/mapping';
import { findReleasePair, releasePairNames } from '../releases/register';
import type { Issue } from './consistency';

/** What the definition asks for and the releases do not have: the pair itself, optional tables, fix-ups; and fix-ups that it may not switch off. */
export function unknownChoices({ releases, alignment }: ClusterDefinition): readonly Issue[] {
  const pair = findReleasePair(releases.from, releases.to);
  if (pair === undefined) {
    const message = `StackLeap has no data for ${releases.from} to ${releases.to}; known: ${releasePairNames().join(', ')}`;
    return [{ path: ['releases'], message }];
  }
  const optional = Object.values(pair.tables)
    .flat()
    .flatMap((mapping) => mapping.optional ?? []);
  const fixUps = pair.fixUps.map(({ name }) => name);
  return [
    ...unknown('tables', alignment.tables, optional, 'optional tables'),
    ...unknown('without', alignment.without, fixUps, 'fix-ups'),
    ...alignment.without.flatMap((name, i) =>
      vital(
        pair.fixUps.find((fixUp) => fixUp.name === name),
        i,
      ),
    ),
  ];
}

function vital(fixUp: FixUp | undefined, i: number): readonly Issue[] {
  if (fixUp?.vital === undefined) return [];
  return [{ path: ['alignment', 'without', i], message: `${fixUp.name} cannot be switched off: ${fixUp.why}` }];
}

function unknown(key: string, asked: readonly string[], known: readonly string[], what: string): readonly Issue[] {
  const names = [...new Set(known)].join(', ');
  return asked.flatMap((name, i) =>
    known.includes(name)
      ? []
      : [{ path: ['alignment', key, i], message: `${name} is not among the ${what} of these releases: ${names}` }],
  );
}
