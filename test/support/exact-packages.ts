import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_STEPS } from '../../activities/hosts/steps';
import { packageManagerOf } from '../../activities/hosts/packages/package-manager-of';
import { activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { readInstalled } from '../../connectors/package-managers/read-installed';
import { sh } from '../../lab/shell';
import type { ClusterDefinition } from '../../model/cluster';
import { findReleasePair } from '../../releases/register';
import { LAB_DEFINITION } from './lab-definition';
import { memoryLedger } from './memory-ledger';
import { memoryStore } from './memory-store';
import { NO_DATABASES } from './no-databases';
import { buildPackages, publishPackages, rpmOf, type OwnPackage } from './own-packages';
import { openPackagedHost, type PackagedHost } from './packaged-host';
import { temporaryFolder } from './temporary-folder';

const HOST = 'compute3';
const RUN = { id: '66666666-exact-test', cluster: 'lab', datacenter: 'lab' };
const INPUT = {
  run: RUN,
  step: `hosts/${HOST}/storage-packages`,
  phase: 'hosts',
  host: HOST,
  module: 'storage',
} as const;

const FIRST: OwnPackage = { name: 'lab-exact', version: 1 };
const SECOND: OwnPackage = { name: 'lab-exact', version: 2 };
const NEEDY: OwnPackage = { ...SECOND, head: 'Requires: nowhere-to-be-found' };
const OTHER: OwnPackage = { name: 'lab-other', version: 2 };
const BIG: OwnPackage = {
  ...SECOND,
  install: 'mkdir -p %{buildroot}/opt/small\nhead -c 12000000 /dev/urandom >%{buildroot}/opt/small/big',
  files: '%files\n/opt/small/big',
};
const REFUSING: OwnPackage = { ...SECOND, files: '%files\n%pre\n[ ! -e /root/refuse ]' };

/** Signs a package that was built with a new key, which `/root/key` then has. */
const SIGN = `export GNUPGHOME=/root/gnupg
[ -d $GNUPGHOME ] || {
  mkdir -m 700 $GNUPGHOME
  gpg -q --batch --pinentry-mode loopback --passphrase '' --quick-gen-key Test rsa2048 sign
}
gpg -q --armor --export Test >/root/key
rpmsign --define '__gpg /usr/bin/gpg' --define '_gpg_name Test' --addsign "/root/rpms/noarch/$1"`;

const refusal = (told: RegExp) => ({ type: 'PackageMissing', message: expect.stringMatching(told) as string });

const packages = (own: Partial<ClusterDefinition['packages']> = {}): ClusterDefinition => ({
  ...LAB_DEFINITION,
  packages: { ...LAB_DEFINITION.packages, repositories: { from: 'first', to: 'second' }, ...own },
  modules: { storage: { packages: ['lab-exact'] } },
});

/** What a package manager makes of a module is exactly what it was to make, or is named; with real rpms in a root of its own. */
export function exactPackagesTests(name: 'dnf' | 'yum'): void {
  let machine: PackagedHost;
  let before: readonly string[];
  let clusters: string;
  const ledger = memoryLedger();

  const stepsOf = (definition: ClusterDefinition) => {
    const deps = {
      readDefinition: async () => Promise.resolve(definition),
      releasePair: findReleasePair,
      ledger: async () => Promise.resolve(ledger),
      ...NO_DATABASES,
      store: memoryStore(),
      machine: async () => Promise.resolve(machine),
    };
    return { ...activitiesOf(HOST_STEPS, deps), undos: undosOf(HOST_STEPS, deps) };
  };
  const swap = (definition = packages()) => stepsOf(definition).ensureModuleSwapped(INPUT);
  const undo = async (): Promise<void> => {
    for (const entry of [...ledger.undos]) {
      await stepsOf(packages()).undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, entry.step);
    }
  };
  const refused = async (told: RegExp, definition = packages()): Promise<void> => {
    await expect(swap(definition)).rejects.toMatchObject(refusal(told));
    expect(ledger.undos).toEqual([]);
    expect(await readInstalled(machine)).toEqual(before);
  };

  beforeAll(async () => {
    machine = await openPackagedHost(name);
    clusters = temporaryFolder();
    process.env['STACKLEAP_CLUSTERS'] = clusters;
    await mkdir(join(clusters, 'lab'));
    await buildPackages(machine, [FIRST, SECOND, OTHER]);
    await publishPackages(machine, 'first', [FIRST]);
    await machine.run(['rpm', '-i', `/root/rpms/noarch/${rpmOf(FIRST)}`]);
    before = await readInstalled(machine);
  });
  afterAll(async () => {
    delete process.env['STACKLEAP_CLUSTERS'];
    await machine.close();
  });
  afterEach(undo);

  test('is not passed by where the host itself would skip what is broken', async () => {
    await buildPackages(machine, [NEEDY]);
    await publishPackages(machine, 'second', [NEEDY, OTHER]);
    const file = join(machine.root, 'etc/dnf/dnf.conf');
    await writeFile(file, '[main]\nstrict=0\nskip_broken=1\nbest=0\ngpgcheck=0\n');
    await refused(/nowhere-to-be-found/);
  });

  test('is not passed by where one of several repositories does not answer', async () => {
    await publishPackages(machine, 'second', [SECOND]);
    await publishPackages(machine, 'away', [], 'skip_if_unavailable=1\n');
    await rm(join(machine.root, 'srv/repo/away'), { recursive: true });
    const manager = await packageManagerOf(machine, LAB_DEFINITION);
    await expect(manager.readAvailable(machine, 'second,away')).rejects.toThrow('away');
    await expect(swap(packages({ repositories: { from: 'first', to: 'second,away' } }))).rejects.toMatchObject({
      message: expect.stringContaining('away') as string,
    });
    expect(ledger.undos).toEqual([]);
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('is refused where it has no room', async () => {
    await buildPackages(machine, [BIG]);
    await publishPackages(machine, 'second', [BIG]);
    const small = join(machine.root, 'opt/small');
    await mkdir(small, { recursive: true });
    await sh(['mount', '-t', 'tmpfs', '-o', 'size=4M', 'tmpfs', small]);
    try {
      await refused(/needs? (at least )?\d+[KM]B( more space)? on the \/opt\/small filesystem/);
    } finally {
      await sh(['umount', small]);
    }
  });

  test('stays named when a scriptlet refuses it, until that is repaired', async () => {
    await buildPackages(machine, [REFUSING]);
    await publishPackages(machine, 'second', [REFUSING]);
    await writeFile(join(machine.root, 'root/refuse'), '');
    for (const _ of [1, 2])
      await expect(swap()).rejects.toMatchObject({
        type: 'HostNotReady',
        message: expect.stringContaining('lab-exact') as string,
      });
    expect(await readInstalled(machine)).toContain('lab-exact-1-1.noarch');
    await rm(join(machine.root, 'root/refuse'));
    await expect(swap()).resolves.toMatchObject({ changed: true });
    expect(await readInstalled(machine)).toContain('lab-exact-2-1.noarch');
    await undo();
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('is taken when it is signed with a key that the cluster gives, and refused otherwise', async () => {
    await buildPackages(machine, [SECOND]);
    await publishPackages(machine, 'second', [SECOND]);
    const signed = packages({ checkSignatures: true });
    await refused(/not signed/i, signed);
    await machine.run(['sh', '-ec', SIGN, 'sh', rpmOf(SECOND)]);
    await publishPackages(machine, 'second', [SECOND]);
    // The key is not there yet.
    await refused(/key|signature|GPG/i, signed);
    await writeFile(join(clusters, 'lab', 'key'), (await machine.readFile('/root/key')) ?? '');
    await stepsOf({ ...signed, packages: { ...signed.packages, keys: ['key'] } }).ensureHostPrepared(INPUT);
    await expect(swap(signed)).resolves.toMatchObject({ changed: true });
    await undo();
    expect((await readInstalled(machine)).filter((one) => !one.startsWith('gpg-pubkey'))).toEqual(before);
  });
}
