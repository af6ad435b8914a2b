import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_STEPS } from '../../../../activities/hosts/steps';
import { readHostFacts } from '../../../../activities/hosts/facts/read-host-facts';
import { packageManagerOf } from '../../../../activities/hosts/packages/package-manager-of';
import { pastLock } from '../../../../activities/hosts/packages/past-lock';
import { activitiesOf, undosOf } from '../../../../activities/steps/activities-of';
import type { Dependencies } from '../../../../activities/dependencies';
import { nevraOf } from '../../../../connectors/package-managers/package';
import { readInstalled } from '../../../../connectors/package-managers/read-installed';
import { LIBERTY_TO_STEIN } from '../../../../releases/liberty-to-stein/pair';
import { findReleasePair } from '../../../../releases/register';
import type { ClusterDefinition } from '../../../../model/cluster';
import type { ModuleName } from '../../../../model/host/modules';
import { LAB_DEFINITION } from '../../../support/lab-definition';
import { memoryLedger } from '../../../support/memory-ledger';
import { memoryStore } from '../../../support/memory-store';
import { NO_DATABASES } from '../../../support/no-databases';
import { openPackagedHost, type PackagedHost } from '../../../support/packaged-host';
import { publish, specOf } from './hazard';

const HOST = 'compute3';
const RUN = { id: '66666666-packages-test', cluster: 'lab', datacenter: 'lab' };

const at = (step: string) => ({ run: RUN, step: `hosts/${HOST}/${step}`, phase: 'hosts', host: HOST }) as const;

/** What a cluster adds to a module. */
const OWN = { storage: { install: ['python2-os-vif'], remove: ['python-cliff-tablib'] } };

export interface Scope {
  readonly name: 'dnf' | 'yum';
  /** Modules that go one by one; without them only what each manager says and does for the whole host. */
  readonly modules?: readonly ModuleName[];
}

/** A host whose packages are swapped by a real package manager. */
export function packageTests({ name, modules }: Scope): void {
  let machine: PackagedHost;
  let before: readonly string[];
  let swapped: readonly string[];
  const ledger = memoryLedger();
  const deps: Dependencies = {
    readDefinition: async () => Promise.resolve(LAB_DEFINITION),
    releasePair: findReleasePair,
    ledger: async () => Promise.resolve(ledger),
    ...NO_DATABASES,
    store: memoryStore(),
    machine: async () => Promise.resolve(machine),
  };
  const steps = activitiesOf(HOST_STEPS, deps);
  const undos = undosOf(HOST_STEPS, deps);

  const blockers = async (): Promise<string> =>
    (await steps.readHostBlockers(at('look'))).blockers.map(({ type, message }) => `${type} ${message}`).join('\n');
  const inMachine = (script: string) => machine.run(['sh', '-c', script]);
  const undo = async (entries = [...ledger.undos]): Promise<void> => {
    for (const entry of entries) {
      await undos[entry.kind]?.(entry, RUN);
      await undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, entry.step);
    }
  };

  beforeAll(async () => {
    machine = await openPackagedHost(name);
    before = await readInstalled(machine);
  });
  afterAll(async () => machine.close());

  test('is known for what it has, and nothing stands in its way', async () => {
    expect((await packageManagerOf(machine, LAB_DEFINITION)).name).toBe(name);
    expect(await blockers()).toBe('');
    const { versions, freeKb } = await readHostFacts(machine, LIBERTY_TO_STEIN);
    expect(Object.entries(versions).map(([known, { installed }]) => `${known} ${installed}`)).toEqual([
      ...['openvswitch 2.5.5', 'qemu 2.6.0', 'libvirt 3.9.0', 'librbd1 0.94.5.11'],
    ]);
    expect(freeKb).toBeGreaterThan(1_000_000);
  });

  test('says what it would do before it does: what comes, what goes and by what it is replaced', async () => {
    const manager = await packageManagerOf(machine, LAB_DEFINITION);
    const { changes } = await manager.tryUpgrade(machine, {
      repository: 'stein',
      signed: false,
      excluded: ['openvswitch'],
    });
    expect(changes.updated.map(nevraOf)).toContain('qemu-kvm-ev-10:2.12.0-33.1.el7.noarch');
    expect(changes.installed.map(nevraOf)).toContain('python2-os-vif-1.15.2-1.el7.noarch');
    expect(changes.replaced.map(({ gone, by }) => `${nevraOf(gone)} by ${nevraOf(by)}`)).toContain(
      'python-nova-1:12.0.6-1.el7.noarch by python2-nova-1:19.3.2-1.el7.noarch',
    );
    expect([...changes.removed, ...changes.skipped]).toEqual([]);
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('goes to the new release, once, and back to exactly what it had', async () => {
    await steps.ensurePackagesFetched(at('ensurePackagesFetched'));
    await expect(steps.ensurePackagesSwapped(at('ensurePackagesSwapped'))).resolves.toMatchObject({ changed: true });
    swapped = await readInstalled(machine);
    expect(swapped).toContain('openstack-nova-compute-1:19.3.2-1.el7.noarch');
    expect(swapped).toContain('openvswitch-2.5.5-1.el7.noarch');
    await steps.ensurePackagesSwapped(at('ensurePackagesSwapped'));
    expect(await readInstalled(machine)).toEqual(swapped);
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
  });

  if (modules === undefined) return;

  test('an exclusion that hides a wanted package is named with its file', async () => {
    const file = join(machine.root, 'etc/yum.repos.d/stackleap.repo');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('[stein]\n', '[stein]\nexclude=foo qemu*\n'));
    try {
      expect(await blockers()).toMatch(
        /PackageMissing compute3: \/etc\/yum\.repos\.d\/stackleap\.repo \(exclude=foo qemu\*\) hides .*qemu-kvm-ev-10:2\.12\.0/,
      );
    } finally {
      await writeFile(file, text);
    }
  });

  test('a lock is waited for, then its holder is named', async () => {
    const manager = await packageManagerOf(machine, LAB_DEFINITION);
    await rm(join(machine.root, 'var/run'));
    const pid = name === 'dnf' ? 'var/cache/dnf/metadata_lock.pid' : 'var/run/yum.pid';
    await mkdir(join(machine.root, pid, '..'), { recursive: true });
    await writeFile(join(machine.root, pid), '1');
    const read = () => manager.readAvailable(machine, 'stein');
    try {
      await expect(pastLock(machine, manager, read, { waitMs: 10, pollMs: 10 })).rejects.toMatchObject({
        type: 'HostNotReady',
        message: expect.stringMatching(
          new RegExp(`^compute3: process 1 \\(.+\\) has kept ${name} from working`),
        ) as string,
      });
      setTimeout(() => void rm(join(machine.root, pid)), 500);
      expect(await pastLock(machine, manager, read, { waitMs: 60_000, pollMs: 100 })).not.toEqual([]);
    } finally {
      await rm(join(machine.root, pid), { force: true });
    }
  });

  test('goes there module by module, each once and in its own transaction, and each goes back alone', async () => {
    const module = (which: ModuleName) =>
      steps.ensureModuleSwapped({ ...at('fetch'), step: `hosts/${HOST}/${which}-packages`, module: which });
    const states: (readonly string[])[] = [];
    for (const which of modules) {
      states.push(await readInstalled(machine));
      await expect(module(which)).resolves.toMatchObject({
        changed: true,
        summary: expect.stringMatching(
          new RegExp(`packages of ${which} came, \\d+ went, by transaction \\d+\\.$`),
        ) as string,
      });
    }
    const packages = await readInstalled(machine);
    await module(modules.at(-1) as ModuleName);
    expect(await readInstalled(machine)).toEqual(packages);
    expect(packages).toContain('librbd1-2:14.2.22-0.el7.noarch');
    expect(packages).toContain('openvswitch-2.5.5-1.el7.noarch');
    if (name === 'dnf') expect(packages).toEqual(swapped);
    expect(ledger.facts.get(`hosts/${HOST}`)).toEqual({ name: HOST, before, after: packages });
    await undo(ledger.undos.slice(0, 1));
    expect(await readInstalled(machine)).toEqual(states.at(-1));
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('a module whose transaction broke off is taken up, and one that cannot be is refused before', async () => {
    const storage = { ...at('fetch'), step: `hosts/${HOST}/storage-packages`, module: 'storage' } as const;
    const choose = (modules: ClusterDefinition['modules']) =>
      activitiesOf(HOST_STEPS, {
        ...deps,
        readDefinition: async () => Promise.resolve({ ...LAB_DEFINITION, modules }),
      });
    await expect(
      choose({ storage: { install: ['nowhere-to-be-found'] } }).ensureModuleSwapped(storage),
    ).rejects.toMatchObject({
      type: 'PackageMissing',
      message: expect.stringContaining('nowhere-to-be-found') as string,
    });
    expect(ledger.undos).toEqual([]);
    // The worker is gone when the swap begins, and the package manager when it is half through.
    const run: PackagedHost['run'] = async (argv, options) => {
      if (!argv.includes('systemd-run') && !argv.join(' ').includes('systemd-run')) return machine.run(argv, options);
      await inMachine('rpm -U --nodeps /srv/repo/stein/librados2-*.rpm');
      throw new Error('lost');
    };
    const dying = activitiesOf(HOST_STEPS, {
      ...deps,
      readDefinition: async () => Promise.resolve({ ...LAB_DEFINITION, modules: OWN }),
      machine: async () => Promise.resolve({ ...machine, run }),
    });
    await expect(dying.ensureModuleSwapped(storage)).rejects.toThrow('lost');
    expect(await readInstalled(machine)).not.toEqual(before);
    await choose(OWN).ensureModuleSwapped(storage);
    const packages = await readInstalled(machine);
    expect(packages).toContain('python2-os-vif-1.15.2-1.el7.noarch');
    expect(packages.join()).not.toContain('python-cliff-tablib');
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('is brought back by what an earlier version has recorded', async () => {
    await steps.ensurePackagesSwapped(at('ensurePackagesSwapped'));
    const { come: _come, go: _go, switch: _switch, ...earlier } = ledger.undos[0]?.detail ?? {};
    ledger.clear();
    await ledger.recordUndo(at('ensurePackagesSwapped'), 'restorePackages', earlier);
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('an old package that cannot be had again blocks; a scriptlet that fails is no success; both are undone', async () => {
    for (const version of [1, 2]) await writeFile(join(machine.root, `root/hazard-${version}.spec`), specOf(version));
    await inMachine(`set -e
      for n in 1 2; do rpmbuild -bb --define "_rpmdir /root/rpms" --define "_topdir /root/top" /root/hazard-$n.spec; done
      ${publish('lab-hazard-2-1.noarch.rpm', 'stein')}
      rpm -i /root/rpms/noarch/lab-hazard-1-1.noarch.rpm`);
    const with1 = await readInstalled(machine);
    expect(await blockers()).toBe(
      'PackageMissing compute3: there is no way back: the repository liberty no longer has lab-hazard-1-1.noarch.',
    );
    await inMachine(publish('lab-hazard-1-1.noarch.rpm', 'liberty'));
    expect(await blockers()).toBe('');
    await expect(steps.ensurePackagesSwapped(at('ensurePackagesSwapped'))).rejects.toMatchObject({
      type: 'HostNotReady',
      message: expect.stringMatching(/packages are half there: .*lab-hazard/) as string,
    });
    await steps.ensurePackagesSwapped(at('ensurePackagesSwapped'));
    await undo();
    expect(await readInstalled(machine)).toEqual(with1);
  });
}
