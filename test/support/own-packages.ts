import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackagedHost } from './packaged-host';

/** A package of a test, as far as its spec is not always the same. */
export interface OwnPackage {
  readonly name: string;
  readonly version: number;
  /** Lines above `%description`, as `Requires: nowhere`. */
  readonly head?: string;
  /** Lines below `%install`. */
  readonly install?: string;
  /** Lines from `%files` on, and scriptlets. */
  readonly files?: string;
}

/** The name of its file. */
export function rpmOf({ name, version }: OwnPackage): string {
  return `${name}-${version}-1.noarch.rpm`;
}

function specOf({ name, version, head = '', install = '', files = '%files' }: OwnPackage): string {
  return `Name: ${name}
Version: ${version}
Release: 1
Summary: A package of a test
License: ASL 2.0
BuildArch: noarch
AutoReqProv: no
${head}
%description
A package of a test.
%install
${install}
${files}
`;
}

/** Builds packages on a host; their files lie in `/root/rpms/noarch`. */
export async function buildPackages(machine: PackagedHost, packages: readonly OwnPackage[]): Promise<void> {
  for (const one of packages) {
    const spec = `/root/${rpmOf(one)}.spec`;
    await writeFile(join(machine.root, spec), specOf(one));
    await machine.run([
      ...['rpmbuild', '-bb', '--define', '_rpmdir /root/rpms', '--define', '_topdir /root/top'],
      ...['--define', '__os_install_post %{nil}', spec],
    ]);
  }
}

/** Makes a repository in `/srv/repo/<id>` of packages that are built, in the place of one that is there. */
export async function publishPackages(
  machine: PackagedHost,
  id: string,
  packages: readonly OwnPackage[],
  options = '',
): Promise<void> {
  const folder = `/srv/repo/${id}`;
  await writeFile(
    join(machine.root, `etc/yum.repos.d/${id}.repo`),
    `[${id}]\nname=${id}\nbaseurl=file://${folder}\nenabled=0\ngpgcheck=0\n${options}`,
  );
  const files = packages.map((one) => `/root/rpms/noarch/${rpmOf(one)}`).join(' ');
  // An overlay does not let createrepo put its new folder in the old one's place.
  await machine.run([
    ...[
      'sh',
      '-ec',
      `rm -rf ${folder}; mkdir ${folder}; ${files === '' ? ':' : `cp ${files} ${folder}`}; createrepo_c -q ${folder}`,
    ],
  ]);
}
