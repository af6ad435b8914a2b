import { nameAndArch, nevraOf, type Package } from './package';

/** What lies between two sets of packages. */
export interface Difference {
  /** Packages that are to come. */
  readonly come: readonly Package[];
  /** Packages that are to go. */
  readonly go: readonly Package[];
}

/** What takes a host from the packages that it has to those that it is to have. */
export function differenceOf(now: readonly Package[], wanted: readonly Package[]): Difference {
  const [there, asked] = [now, wanted].map((list) => new Set(list.map(nevraOf))) as [Set<string>, Set<string>];
  return {
    come: wanted.filter((one) => !there.has(nevraOf(one))),
    go: now.filter((one) => !asked.has(nevraOf(one))),
  };
}

/**
 * The lines for `yum shell` or `dnf shell` that make up a difference in one transaction, every package by its version. A package of which
 * another version is there is brought down to it, the others go and come: whatever requires a package that goes comes in another version,
 * too, so nothing else is drawn along.
 */
export function wayBackScript({ come, go }: Difference): string {
  const [coming, going] = [come, go].map((list) => new Set(list.map(nameAndArch))) as [Set<string>, Set<string>];
  const lines = [
    ...go.filter((one) => !coming.has(nameAndArch(one))).map((one) => `remove ${nevraOf(one)}`),
    ...come.map((one) => `${going.has(nameAndArch(one)) ? 'downgrade' : 'install'} ${nevraOf(one)}`),
    'ts run',
  ];
  return `${lines.join('\n')}\n`;
}
