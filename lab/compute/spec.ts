import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvr } from './evr';
import { nameIn, PACKAGES } from './packages';
import type { LabPackage, RpmRelease } from './lab-package';
import { scriptlets } from './scriptlets';

/** Where the recipes of the rpms lie: `files/<release>/<rpm>/…` is the rpm's content, as it will lie on the host. */
export interface SpecSource {
  readonly recipes: string;
  /** The same folder as rpmbuild will see it. */
  readonly recipesInRoot: string;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();
}

/** Files in /etc are the operator's to change; sudo wants its own mode. */
function fileLine(path: string): string {
  if (path.startsWith('/etc/sudoers.d/')) return `%attr(0440,root,root) ${path}`;
  return path.startsWith('/etc/') ? `%config(noreplace) ${path}` : path;
}

function requirement(release: RpmRelease, name: string, exactly: boolean): string {
  const found = PACKAGES.find((other) => other.name === name);
  const evr = found?.[release];
  if (found === undefined || evr === undefined) throw new Error(`${release} has no package ${name}`);
  return `Requires: ${nameIn(release, found)}${exactly ? ` = ${evr}` : ''}`;
}

/** The spec of one package, or undefined when the release lacks it. */
export function renderSpec(release: RpmRelease, pack: LabPackage, source: SpecSource): string | undefined {
  const name = nameIn(release, pack);
  const full = pack[release];
  if (name === undefined || full === undefined) return undefined;
  const evr = parseEvr(full);
  const content = join('files', release, name);
  const documentation = `/usr/share/doc/${name}-${evr.version}`;
  const files = readdirSync(join(source.recipes, 'files', release)).includes(name)
    ? filesUnder(join(source.recipes, content))
    : [];
  const directories = Object.entries(pack.directories ?? {});
  return [
    `Name: ${name}`,
    ...(evr.epoch > 0 ? [`Epoch: ${evr.epoch}`] : []),
    `Version: ${evr.version}`,
    `Release: ${evr.release}`,
    `Summary: ${name} as the lab has it: its units, configuration and scriptlets`,
    'License: ASL 2.0',
    'BuildArch: noarch',
    'AutoReqProv: no',
    'Requires: centos-release',
    ...(pack.exact ?? []).map((other) => requirement(release, other, true)),
    ...(pack.requires ?? []).map((other) => requirement(release, other, false)),
    ...(release === 'stein' ? (pack.steinRequires ?? []) : []).map((other) => requirement(release, other, false)),
    ...(name === pack.name ? [] : [`Provides: ${pack.name} = ${full}`, `Obsoletes: ${pack.name} < ${full}`]),
    '%description',
    'A package of the lab.',
    '%install',
    `mkdir -p %{buildroot}${documentation} ${directories.map(([path]) => `%{buildroot}${path}`).join(' ')}`,
    `echo ${full} > %{buildroot}${documentation}/VERSION`,
    ...(files.length > 0 ? [`cp -a ${join(source.recipesInRoot, content)}/. %{buildroot}/`] : []),
    ...scriptlets(pack, join(source.recipes, 'scriptlets')),
    '%files',
    '%defattr(-,root,root)',
    documentation,
    ...directories.map(([path, owner]) => `%dir %attr(0755,${owner},${owner}) ${path}`),
    ...files.map(fileLine),
    '',
  ].join('\n');
}

/** What Debian itself gives the lab's hosts, under the names that rpm asks for. */
export const PLATFORM_SPEC = `Name: centos-release
Version: 7
Release: 9.2009.1.el7.centos
Summary: What the lab's Debian stands in for
License: ASL 2.0
BuildArch: noarch
AutoReqProv: no
Provides: /bin/sh
Provides: /usr/bin/sh
Provides: systemd
Provides: system-release = 7
Provides: system-release(releasever) = 7
%description
The lab's hosts are Debian; this package says to rpm what they have.
%files
`;
