import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageManagerOf } from '../../../activities/hosts/packages/package-manager-of';
import { runPackages } from '../../../activities/hosts/packages/run-packages';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import { besides } from '../../support/besides';
import { eventually } from '../../support/eventually';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { buildPackages, rpmOf, type OwnPackage } from '../../support/own-packages';
import { openPackagedHost } from '../../support/packaged-host';

jest.setTimeout(300_000);

const OWN: OwnPackage = { name: 'lab-own', version: 1 };
const INPUT = {
  run: { id: '66666666-lock-test', cluster: 'lab', datacenter: 'lab' },
  step: 'hosts/compute3/storage-packages',
  phase: 'hosts',
} as const;

/** As `rpm -i` by hand holds it. */
const HOLD = `
import fcntl, os, time
lock = open('/var/lib/rpm/.rpm.lock', 'w')
fcntl.lockf(lock, fcntl.LOCK_EX)
while not os.path.exists('/root/let-go'):
    time.sleep(0.05)
`;

test("rpm's own lock is waited for before a transaction begins, and its holder is named", async () => {
  const host = await openPackagedHost('dnf');
  try {
    await buildPackages(host, [OWN]);
    const machine = await besides(host);
    const manager = await packageManagerOf(machine, LAB_DEFINITION);
    const install = (waitMs: number) =>
      runPackages(machine, manager, INPUT, 'swap', ['rpm', '-i', `/root/rpms/noarch/${rpmOf(OWN)}`], {
        waitMs,
        pollMs: 50,
      });
    await writeFile(join(host.root, 'root/hold.py'), HOLD);
    const held = machine.run(['python3', '/root/hold.py']);
    await eventually(async () => expect(await manager.readLockHolder(machine)).toBeDefined());
    await expect(install(10)).rejects.toMatchObject({
      type: 'HostNotReady',
      message: expect.stringMatching(
        /^compute3: process \d+ \(python3 \/root\/hold\.py\) has kept dnf from working/,
      ) as string,
    });
    const waiting = install(60_000);
    await writeFile(join(host.root, 'root/let-go'), '');
    await Promise.all([held, waiting]);
    expect(await readInstalled(machine)).toContain('lab-own-1-1.noarch');
  } finally {
    await host.close();
  }
});
