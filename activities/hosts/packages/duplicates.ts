import { mayBeTwice, nameAndArch, nevraOf, type Package } from '../../../connectors/package-managers/package';

/** Packages that are there in two versions, as a transaction leaves them that broke off. */
export function duplicatesIn(installed: readonly Package[]): readonly string[] {
  const seen = new Map<string, readonly Package[]>();
  for (const one of installed.filter((each) => !mayBeTwice(each)))
    seen.set(nameAndArch(one), [...(seen.get(nameAndArch(one)) ?? []), one]);
  return [...seen.values()].filter((versions) => versions.length > 1).flatMap((versions) => versions.map(nevraOf));
}
