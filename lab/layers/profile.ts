import { mkdirSync, symlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseLayer } from './base';
import type { Layer } from './layer';

const SSHD = [
  'HostKey /etc/ssh/ssh_host_ed25519_key',
  'PasswordAuthentication no',
  'PermitRootLogin prohibit-password',
  'UsePAM no',
  'UseDNS no',
  'Subsystem sftp internal-sftp',
  'MaxStartups 100:30:200',
  '',
].join('\n');

/** systemd-sysctl above all: it would write the machine's own settings. MariaDB and RabbitMQ run on the controller only. */
const MASKED = [
  ...['apt-daily.timer', 'apt-daily-upgrade.timer', 'e2scrub_all.timer', 'e2scrub_reap.service', 'fstrim.timer'],
  ...['logrotate.timer', 'systemd-sysctl.service', 'systemd-pstore.service', 'systemd-timesyncd.service'],
  ...['systemd-udevd.service', 'systemd-udev-trigger.service', 'systemd-udevd-control.socket'],
  ...['systemd-udevd-kernel.socket', 'rsync.service', 'uuidd.socket', 'uuidd.service', 'console-getty.service'],
  ...['mariadb.service', 'rabbitmq-server.service', 'epmd.service', 'epmd.socket'],
];

/** What makes a machine of the lab out of plain Debian: ssh by key only, rpm's database where rpm systems have it. */
export const profileLayer: Layer = {
  name: 'profile',
  below: [baseLayer],
  recipe: ['lab/layers/profile.ts'],
  build: (root) => {
    for (const folder of ['etc/rpm', 'etc/ssh', 'etc/systemd/system', 'root/.ssh', 'var/lib/rpm'])
      mkdirSync(join(root, folder), { recursive: true, ...(folder === 'root/.ssh' ? { mode: 0o700 } : {}) });
    writeFileSync(join(root, 'etc/rpm/macros'), '%_dbpath /var/lib/rpm\n');
    writeFileSync(join(root, 'etc/ssh/sshd_config'), SSHD);
    for (const unit of MASKED) {
      const link = join(root, 'etc/systemd/system', unit);
      rmSync(link, { force: true });
      symlinkSync('/dev/null', link);
    }
    return Promise.resolve();
  },
};
