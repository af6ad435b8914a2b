import type { Changes } from '../../../connectors/package-managers/changes';
import { isNamed } from '../../../connectors/package-managers/is-named';
import { nevraOf, type Package } from '../../../connectors/package-managers/package';
import type { Blocker } from '../../../model/blocker';
import type { HostPackages } from '../../../model/pair/packages';

/** Why the packages of a host must not be changed so; empty when they may. */
export function objectionsTo(
  host: string,
  { removed, replaced, skipped }: Changes,
  { neverRemoved }: HostPackages,
): readonly Blocker[] {
  const kept = (one: Package, by?: Package): boolean =>
    neverRemoved.some((pattern) => isNamed(pattern, one.name) && (by === undefined || !isNamed(pattern, by.name)));
  const gone = [
    ...removed.filter((one) => kept(one)).map((one) => `${nevraOf(one)} would be removed`),
    ...replaced
      .filter(({ gone, by }) => kept(gone, by))
      .map(({ gone, by }) => `${nevraOf(gone)} would be replaced by ${nevraOf(by)}`),
  ];
  return [
    ...(gone.length === 0
      ? []
      : [
          {
            type: 'HostNotReady',
            message: `${host}: the upgrade would stop what carries traffic or guests: ${gone.join(', ')}.`,
          } as const,
        ]),
    ...(skipped.length === 0
      ? []
      : [
          {
            type: 'PackageMissing',
            message: `${host}: the upgrade would skip packages whose requirements are not met: ${skipped.map(nevraOf).join(', ')}.`,
          } as const,
        ]),
  ];
}
