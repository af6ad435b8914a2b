import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { findReleasePair } from '../../../releases/register';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';
import { NO_DATABASES } from '../../support/no-databases';
import { buildPackages, publishPackages, rpmOf, type OwnPackage } from '../../support/own-packages';
import { openPackagedHost, type PackagedHost } from '../../support/packaged-host';
import { temporaryFolder } from '../../support/temporary-folder';

jest.setTimeout(300_000);

const HOST = 'compute3';
const RUN = { id: '66666666-repository-test', cluster: 'lab', datacenter: 'lab' };
const at = (step: string) => ({ run: RUN, step: `hosts/${HOST}/${step}`, phase: 'hosts', host: HOST }) as const;
const SWAP = { ...at('storage-packages'), module: 'storage' } as const;

const OLD: OwnPackage = { name: 'lab-own', version: 1 };
const NEW: OwnPackage = { name: 'lab-own', version: 2 };
const SAVED = '/srv/saved-rpms';
const FILE = '# of ours\n[delivered]\nname=delivered\nbaseurl=file:///srv/repo/new\nenabled=0\ngpgcheck=0\n';

describe('repositories that a host has not', () => {
  let machine: PackagedHost;
  let before: readonly string[];
  let files: string;
  const clusters = temporaryFolder();
  const ledger = memoryLedger();
  const own = { from: SAVED, to: 'delivered', files: ['repos/ours.repo'] };

  const stepsOf = (
    repositories: ClusterDefinition['packages']['repositories'] = own,
    on: () => RemoteMachine = () => machine,
  ) => {
    const definition = {
      ...LAB_DEFINITION,
      packages: { ...LAB_DEFINITION.packages, repositories },
      modules: { storage: { packages: ['lab-own'] } },
    };
    const deps = {
      readDefinition: async () => Promise.resolve(definition),
      releasePair: findReleasePair,
      ledger: async () => Promise.resolve(ledger),
      ...NO_DATABASES,
      store: memoryStore(),
      machine: async () => Promise.resolve(on()),
    };
    return { ...activitiesOf(HOST_STEPS, deps), undos: undosOf(HOST_STEPS, deps) };
  };
  const undo = async (): Promise<void> => {
    for (const entry of [...ledger.undos]) {
      await stepsOf().undos[entry.kind]?.(entry, RUN);
      await stepsOf().undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, entry.step);
    }
  };
  const filesOfHost = async (): Promise<string> =>
    (await machine.run(['sh', '-c', 'cd /etc/yum.repos.d && stat -c "%n %a %U" * && cat *'])).stdout;

  beforeAll(async () => {
    machine = await openPackagedHost('dnf');
    process.env['STACKLEAP_CLUSTERS'] = clusters;
    await mkdir(join(clusters, 'lab/repos'), { recursive: true });
    await writeFile(join(clusters, 'lab/repos/ours.repo'), FILE);
    await writeFile(join(clusters, 'lab/repos/empty.repo'), '# nothing\n');
    await buildPackages(machine, [OLD, NEW]);
    await publishPackages(machine, 'new', [NEW]);
    await machine.run([
      'sh',
      '-ec',
      `mkdir ${SAVED}; cd /root/rpms/noarch; cp ${rpmOf(OLD)} ${SAVED}; rpm -i ${rpmOf(OLD)}`,
    ]);
    before = await readInstalled(machine);
    files = await filesOfHost();
  });
  afterAll(async () => {
    delete process.env['STACKLEAP_CLUSTERS'];
    await machine.close();
  });

  test('are known before anything of the host is changed', async () => {
    await expect(stepsOf().ensureHostPrepared(at('prepare'))).resolves.toMatchObject({
      summary: expect.not.stringMatching(/lab-own|delivered|saved/) as string,
    });
    expect(await filesOfHost()).toBe(files);
  });

  test('are written to it, enabled, once, also by a step that died half-way; undone, its files are as before', async () => {
    const { summary } = await stepsOf().ensureRepositories(at('repositories'));
    expect(summary).toBe(`compute3 takes packages from delivered, no longer from ${SAVED}.`);
    expect(await machine.readFile('/etc/yum.repos.d/ours.repo')).toBe(FILE.replace('enabled=0', 'enabled=1'));
    await expect(stepsOf().ensureRepositories(at('repositories'))).resolves.toMatchObject({ changed: false });
    await undo();
    expect(await filesOfHost()).toBe(files);
    const dying: RemoteMachine = {
      ...machine,
      run: async (argv, options) => {
        if (options?.input !== undefined) throw new Error('lost');
        return machine.run(argv, options);
      },
    };
    await writeFile(join(machine.root, 'etc/yum.repos.d/ours.repo'), "# the host's own\n[delivered]\nenabled=0\n");
    const changed = await filesOfHost();
    await expect(stepsOf(own, () => dying).ensureRepositories(at('repositories'))).rejects.toThrow('lost');
    await stepsOf().ensureRepositories(at('repositories'));
    expect(await machine.readFile('/etc/yum.repos.d/ours.repo')).toBe(FILE.replace('enabled=0', 'enabled=1'));
    await undo();
    expect(await filesOfHost()).toBe(changed);
    await rm(join(machine.root, 'etc/yum.repos.d/ours.repo'));
  });

  test('give what comes; a folder of saved rpms without lists gives back what was', async () => {
    await stepsOf().ensureRepositories(at('repositories'));
    await expect(stepsOf().ensureModuleSwapped(SWAP)).resolves.toMatchObject({ changed: true });
    expect(await readInstalled(machine)).toContain('lab-own-2-1.noarch');
    await rm(join(machine.root, 'var/lib/stackleap/repositories'), { recursive: true });
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
    expect((await machine.run(['ls', SAVED])).stdout.trim()).toBe(rpmOf(OLD));
  });

  const inMachine = (script: string) => machine.run(['sh', '-ec', script]);
  const CREATE = 'createrepo_c createrepo';
  test.each([
    [
      'where no createrepo is there',
      `cd /usr/bin; for one in ${CREATE}; do [ ! -e $one ] || mv $one $one.aside; done`,
      `cd /usr/bin; for one in ${CREATE}; do [ ! -e $one.aside ] || mv $one.aside $one; done`,
      /\/srv\/odd has no repodata, and there is no createrepo here: run createrepo in it/,
    ],
    // A full disk is stood in for by a createrepo that says so.
    [
      'where createrepo fails',
      `printf '#!/bin/sh\necho No space left on device >&2\nexit 1\n' >/usr/local/bin/createrepo_c
       chmod 755 /usr/local/bin/createrepo_c`,
      'rm /usr/local/bin/createrepo_c',
      /createrepo_c fails on \/srv\/odd \(No space left on device\): repair that/,
    ],
    [
      'with an rpm that was not copied whole',
      `head -c 300 /root/rpms/noarch/${rpmOf(OLD)} >/srv/odd/half.rpm; head -c -9 ${SAVED}/${rpmOf(OLD)} >/srv/odd/most.rpm`,
      'rm /srv/odd/half.rpm /srv/odd/most.rpm',
      /in \/srv\/odd these are not whole, copy them there again: (half\.rpm most\.rpm|most\.rpm half\.rpm)/,
    ],
  ])('a folder %s is told before anything is touched, and taken when that is mended', async (_, spoil, mend, told) => {
    await inMachine(`rm -rf /srv/odd; mkdir /srv/odd; cp /root/rpms/noarch/${rpmOf(NEW)} /srv/odd`);
    const steps = stepsOf({ ...own, to: '/srv/odd' });
    const lines = async (): Promise<string> =>
      (await steps.readHostBlockers(at('look'))).blockers.map(({ message }) => message).join('\n');
    await inMachine(spoil);
    try {
      expect(await lines()).toMatch(told);
      await expect(steps.ensureRepositories(at('repositories'))).rejects.toMatchObject({
        type: 'HostNotReady',
        message: expect.stringMatching(told) as string,
      });
    } finally {
      await inMachine(mend);
    }
    expect(ledger.undos).toEqual([]);
    expect(await filesOfHost()).toBe(files);
    const mended = await lines();
    expect(mended).not.toMatch(told);
    // it was read: it has one package alone
    expect(mended).toContain('has no package openstack-nova-compute');
  });

  test.each([
    ['a folder that is not there', { ...own, to: '/srv/none' }, /there is no folder \/srv\/none: copy/],
    ['an empty folder', { ...own, to: '/srv/empty' }, /there is no rpm in \/srv\/empty/],
    ['a file that is not there', { ...own, files: ['repos/none.repo'] }, /repos\/none\.repo cannot be read/],
    ['a file without a repository', { ...own, files: ['repos/empty.repo'] }, /empty\.repo has no repository/],
  ])('%s is told before anything is touched', async (_, repositories, told) => {
    await mkdir(join(machine.root, 'srv/empty'), { recursive: true });
    const { blockers } = await stepsOf(repositories).readHostBlockers(at('look'));
    expect(blockers.map(({ message }) => message).join('\n')).toMatch(told);
    await expect(stepsOf(repositories).ensureRepositories(at('repositories'))).rejects.toMatchObject({
      message: expect.stringMatching(told) as string,
    });
    expect(ledger.undos).toEqual([]);
    expect(await filesOfHost()).toBe(files);
  });
});
