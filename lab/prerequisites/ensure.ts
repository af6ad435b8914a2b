import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { sh } from '../shell';
import { timed } from '../timed';
import { DEBIAN_PACKAGES } from './packages';

/** Packages with a daemon that tests start themselves, and its unit. */
const DAEMONS = [
  ['openssh-server', 'ssh.service'],
  ['prometheus', 'prometheus.service'],
] as const;

const POLICY = '/usr/sbin/policy-rc.d';

async function missing(wanted: readonly string[]): Promise<string[]> {
  const { stdout } = await sh(['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...wanted], {
    accept: 'any',
  });
  const installed = new Set(
    stdout.split('\n').flatMap((line) => (line.startsWith('ii ') ? (line.split(' ').at(-1) ?? []) : [])),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** Debian's way to install a daemon and not to start it: this machine is to listen to nobody because of us. */
async function withoutServices(install: () => Promise<void>): Promise<void> {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

/** Installs by apt what is not there already: what all need, and what one test needs besides. */
export async function ensurePrerequisites(besides: readonly string[] = []): Promise<void> {
  const names = await missing([...DEBIAN_PACKAGES, ...besides]);
  if (names.length === 0) return;
  await timed(`install ${names.join(', ')} by apt`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await sh(['apt-get', 'update', '-qq'], { env });
    await withoutServices(async () => {
      await sh(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names], { env });
    });
    for (const [name, unit] of DAEMONS)
      if (names.includes(name))
        // It refuses whoever is not a package's script, with an exit code of 1.
        await sh(['deb-systemd-helper', 'disable', unit], { env: { DPKG_MAINTSCRIPT_PACKAGE: name } });
  });
}
