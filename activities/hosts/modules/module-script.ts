import type { Package } from '../../../connectors/package-managers/package';
import { isNamed } from '../../../connectors/package-managers/is-named';
import type { HostModule } from '../../../model/host/modules';

/**
 * The lines for `yum shell` or `dnf shell` that bring a module's packages up in one transaction, by name; '' where there is nothing of it on
 * the host. What one of them requires comes along.
 */
export function moduleScript(
  { packages, install, remove }: HostModule,
  installed: readonly Package[],
  excluded: readonly string[],
): string {
  const there = new Set(installed.map(({ name }) => name));
  const updated = [...there]
    .filter((name) => packages.some((pattern) => isNamed(pattern, name)))
    .filter((name) => !excluded.includes(name) && !remove.includes(name))
    .sort();
  const lines = [
    ...remove.filter((name) => there.has(name)).map((name) => `remove ${name}`),
    ...(updated.length === 0 ? [] : [packages.includes('*') ? 'update' : `update ${updated.join(' ')}`]),
    ...install.filter((name) => !there.has(name)).map((name) => `install ${name}`),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\nts run\n`;
}
