import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../shell';
import { readDebianMirror } from './debian-mirror';
import type { Layer } from './layer';

/** What every machine of the lab has from Debian bullseye, the last release with Python 2.7. */
const PACKAGES = [
  ...['openssh-server', 'iproute2', 'iputils-ping', 'fping', 'procps', 'sudo', 'curl', 'less', 'tcpdump'],
  ...['python2.7', 'python3', 'rpm', 'dnf', 'createrepo-c', 'openvswitch-switch', 'iptables', 'ipset', 'conntrack'],
  ...['mariadb-server', 'rabbitmq-server'],
];

const APT = 'APT::Install-Recommends "false";\nAcquire::Check-Valid-Until "false";\nAcquire::Languages "none";\n';
const DPKG = [
  'force-unsafe-io',
  ...['man', 'doc', 'locale'].map((part) => `path-exclude=/usr/share/${part}/*`),
  '',
].join('\n');

export const baseLayer: Layer = {
  name: 'base',
  below: [],
  recipe: ['lab/layers/base.ts'],
  build: async (root, tools) => {
    await sh([
      ...['debootstrap', '--variant=minbase', '--include=systemd,systemd-sysv,dbus,ca-certificates'],
      ...['bullseye', root, readDebianMirror()],
    ]);
    // no service may start while packages are installed into a root that is not booted
    const policy = join(root, 'usr/sbin/policy-rc.d');
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
    writeFileSync(join(root, 'etc/apt/apt.conf.d/90lab'), APT);
    mkdirSync(join(root, 'etc/dpkg/dpkg.cfg.d'), { recursive: true });
    writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/lab'), DPKG);
    await tools.inRoot(root, ['apt-get', 'update'], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'install', '-y', ...PACKAGES], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'clean']);
    rmSync(policy);
  },
};
