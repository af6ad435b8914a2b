import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import { sh } from '../../../lab/shell';
import type { RemoteMachine } from '../../../model/remote-command';
import { findReleasePair } from '../../../releases/register';
import { besides } from '../../support/besides';
import { eventually } from '../../support/eventually';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';
import { NO_DATABASES } from '../../support/no-databases';
import { installOldSystemd } from '../../support/old-tools';
import { buildPackages, publishPackages, rpmOf, type OwnPackage } from '../../support/own-packages';
import { openPackagedHost, type PackagedHost } from '../../support/packaged-host';

jest.setTimeout(300_000);

const HOST = 'compute3';
const RUN = { id: '66666666-reboot-test', cluster: 'lab', datacenter: 'lab' };
const INPUT = {
  run: RUN,
  step: `hosts/${HOST}/storage-packages`,
  phase: 'hosts',
  host: HOST,
  module: 'storage',
} as const;

const OLD: OwnPackage = { name: 'lab-own', version: 1 };
/** Its transaction goes on until it may end. */
const NEW: OwnPackage = {
  name: 'lab-own',
  version: 2,
  files: '%files\n%pre\ntouch /root/amid; while [ ! -e /root/go ]; do sleep 0.1; done',
};
const DEFINITION = {
  ...LAB_DEFINITION,
  packages: { ...LAB_DEFINITION.packages, repositories: { from: 'old', to: 'new' } },
  modules: { storage: { packages: ['lab-own'] } },
};

describe('a host that loses its power amid a transaction', () => {
  let host: PackagedHost;
  let machine: RemoteMachine;
  let before: readonly string[];
  const ledger = memoryLedger();
  const deps = {
    readDefinition: async () => Promise.resolve(DEFINITION),
    releasePair: findReleasePair,
    ledger: async () => Promise.resolve(ledger),
    ...NO_DATABASES,
    store: memoryStore(),
    machine: async () => Promise.resolve(machine),
  };
  const { ensureModuleSwapped } = activitiesOf(HOST_STEPS, deps);
  const undos = undosOf(HOST_STEPS, deps);
  const inRoot = (path: string): string => join(host.root, path);

  /** A root has neither a kernel of its own nor a switch: both are stood in for by a file. */
  const startAnew = (start: number): Promise<unknown> =>
    Promise.all([
      writeFile(inRoot('root/boot-id'), `${start}\n`),
      writeFile(inRoot('root/switch-pid'), `${100 * start}\n`),
    ]);

  const losePower = async (): Promise<void> => {
    for (const unit of (await readdir(inRoot('run/units'))).filter(
      (name) => name.endsWith('.service') || !name.includes('.log'),
    ))
      process.kill(-Number(await readFile(inRoot(`run/units/${unit}`), 'utf8')), 'SIGKILL');
    await startAnew(2);
    await rm(inRoot('run/units'), { recursive: true });
  };

  beforeAll(async () => {
    host = await openPackagedHost('dnf');
    await installOldSystemd(host.root);
    await writeFile(inRoot('usr/local/bin/pidof'), '#!/bin/sh\ncat /root/switch-pid\n', { mode: 0o755 });
    await buildPackages(host, [OLD, NEW]);
    await publishPackages(host, 'old', [OLD]);
    await publishPackages(host, 'new', [NEW]);
    await host.run(['rpm', '-i', `/root/rpms/noarch/${rpmOf(OLD)}`]);
    await startAnew(1);
    machine = await besides(host);
    await sh(['mount', '--bind', inRoot('root/boot-id'), inRoot('proc/sys/kernel/random/boot_id')]);
    before = await readInstalled(machine);
  });
  afterAll(async () => host.close());

  test('is not taken for one that is through; what it has is looked at again, and it goes on and back', async () => {
    const [swap] = await Promise.allSettled([
      ensureModuleSwapped(INPUT),
      eventually(() => expect(existsSync(inRoot('root/amid'))).toBe(true)).then(losePower),
    ]);
    expect(swap).toMatchObject({
      status: 'rejected',
      reason: {
        type: 'CommandFailed',
        message: expect.stringContaining('the machine started anew before') as string,
      },
    });
    await writeFile(inRoot('root/go'), '');
    await expect(ensureModuleSwapped(INPUT)).resolves.toMatchObject({ changed: true });
    expect((await readInstalled(machine)).filter((one) => one.startsWith('lab-own'))).toEqual(['lab-own-2-1.noarch']);
    for (const entry of [...ledger.undos]) {
      await undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, entry.step);
    }
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('and another switch of the same start is still what packages have done', async () => {
    const swap = ensureModuleSwapped(INPUT);
    await eventually(() => expect(ledger.undos).toHaveLength(1));
    await writeFile(inRoot('root/switch-pid'), '999\n');
    await expect(swap).rejects.toMatchObject({
      type: 'HostNotReady',
      message: expect.stringContaining('ovs-vswitchd was restarted by the packages (pid 999)') as string,
    });
  });
});
