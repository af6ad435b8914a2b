import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabPackage } from './lab-package';

/** rpm passes how many instances of the package will be left: 1 on install, 2 on upgrade, 0 on removal. */
const SECTIONS = ['pre', 'post', 'preun', 'postun', 'posttrans'] as const;
type Section = (typeof SECTIONS)[number];

/** The bodies of systemd 219's rpm macros (%systemd_post, %systemd_preun, %systemd_postun…) on CentOS 7. */
function unitLines(section: Section, pack: LabPackage): string[] {
  const units = pack.units ?? [];
  if (units.length === 0) return [];
  const all = units.map(({ name }) => name).join(' ');
  const restarted = units.filter(({ onUpgrade }) => onUpgrade === 'postun').map(({ name }) => name);
  switch (section) {
    case 'post':
      return ['if [ $1 -eq 1 ]; then', `  systemctl preset ${all} >/dev/null 2>&1 || :`, 'fi'];
    case 'preun':
      return [
        'if [ $1 -eq 0 ]; then',
        `  systemctl --no-reload disable ${all} >/dev/null 2>&1 || :`,
        `  systemctl stop ${all} >/dev/null 2>&1 || :`,
        'fi',
      ];
    case 'postun':
      return [
        'systemctl daemon-reload >/dev/null 2>&1 || :',
        ...(restarted.length === 0
          ? []
          : ['if [ $1 -ge 1 ]; then', `  systemctl try-restart ${restarted.join(' ')} >/dev/null 2>&1 || :`, 'fi']),
      ];
    case 'pre':
    case 'posttrans':
    default:
      return [];
  }
}

/** All scriptlets of a package as lines of its spec; `<folder>/<package>.<section>` adds to what its units need. */
export function scriptlets(pack: LabPackage, folder: string): string[] {
  return SECTIONS.flatMap((section) => {
    const extra = join(folder, `${pack.name}.${section}`);
    const body = [...unitLines(section, pack), ...(existsSync(extra) ? [readFileSync(extra, 'utf8').trimEnd()] : [])];
    return body.length === 0 ? [] : [`%${section}`, ...body];
  });
}
