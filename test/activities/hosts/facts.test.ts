import { groupHosts, traitsOf } from '../../../activities/hosts/facts/host-groups';
import { readCeph } from '../../../activities/hosts/facts/read-ceph';
import { standingOf } from '../../../activities/hosts/facts/standing';
import { versionBlockers } from '../../../activities/hosts/facts/version-blockers';
import { printHostGroups } from '../../../cli/print/print-host-groups';
import type { HostFacts } from '../../../model/host/facts';
import { VERSIONS } from '../../../releases/liberty-to-stein/versions';
import { machineWith } from '../../support/machine-with';

const FACTS: HostFacts = {
  ...{ os: '7.9', kernel: '3.10.0-1160', managers: [], bridges: ['br-int'], freeKb: 1, units: {} },
  versions: {
    openvswitch: { installed: '2.5.5', running: ['2.5.5'] },
    qemu: { installed: '2.6.0', running: ['2.3.0', '2.6.0'] },
    libvirt: { installed: '3.9.0', running: ['3.9.0'] },
    librbd1: { installed: '0.94.5', running: [] },
  },
  ceph: {
    ...{ pool: 'vms', user: '', secretUuid: '', conf: '/etc/ceph/ceph.conf', fsid: 'f1', monHost: '10.0.0.1' },
    ...{ auth: 'none', clusterVersion: '10.2.11' },
  },
};

const withVersion = (name: string, installed: string, running: readonly string[] = []): HostFacts => ({
  ...FACTS,
  versions: { ...FACTS.versions, [name]: { installed, running } },
});

const host = (name: string, facts: HostFacts) => ({ host: name, traits: traitsOf(facts, VERSIONS) });

describe('a version', () => {
  it.each([
    ['0.94.5', 'old'],
    ['0.94.5.11', 'old'],
    ['0.80.7', 'old'],
    ['10.2.11', 'between'],
    ['12.2.13', 'new'],
    ['14.2.22', 'new'],
    ['', 'absent'],
  ] as const)('of librbd1, %s, is %s', (version, standing) => {
    expect(standingOf(version, { from: '0.94.5', to: '12.2.13' })).toBe(standing);
  });
});

describe('a host that cannot be taken over', () => {
  it('is not one between the releases', () => {
    expect(versionBlockers('compute1', withVersion('libvirt', '4.1.0', ['3.9.0']), VERSIONS)).toEqual([]);
  });

  it('has a switch whose files are newer than its process', () => {
    const [found, ...more] = versionBlockers('compute1', withVersion('openvswitch', '2.11.0', ['2.5.5']), VERSIONS).map(
      ({ message }) => message,
    );
    expect(found).toMatch(/^compute1 runs openvswitch 2\.5\.5, and has the files of 2\.11\.0: .*empty bridges/);
    expect(more).toEqual([]);
  });

  it('has a Ceph cluster to which the new client does not speak', () => {
    const old = { ...FACTS, ceph: { ...FACTS.ceph, clusterVersion: '0.80.11' } };
    expect(versionBlockers('compute1', old, VERSIONS)).toEqual([
      {
        type: 'HostNotReady',
        message:
          'compute1: the Ceph cluster at 10.0.0.1 is of 0.80.11, and the new client needs 0.94: upgrade the cluster first.',
      },
    ]);
  });
});

describe('what a host’s files say of Ceph', () => {
  const files: Record<string, string> = {
    '/etc/nova/nova.conf':
      '[libvirt]\nimages_rbd_pool = vms\nrbd_user = cinder\nimages_rbd_ceph_conf = /etc/ceph/b.conf\n',
    '/etc/ceph/b.conf': '[global]\nfsid = f1\nmon host = 10.0.0.1,10.0.0.2\nauth client required = none\n',
  };
  const machine = {
    ...machineWith('compute1', []),
    readFile: (path: string) => Promise.resolve(files[path]),
  };

  it('is read from the ceph.conf that nova.conf names, whose options have spaces', async () => {
    await expect(readCeph(machine, '/etc/nova/nova.conf')).resolves.toEqual({
      ...{ pool: 'vms', user: 'cinder', secretUuid: '', conf: '/etc/ceph/b.conf', fsid: 'f1', auth: 'none' },
      ...{ monHost: '10.0.0.1,10.0.0.2', clusterVersion: '' },
    });
  });

  it('is nothing where no nova.conf is', async () => {
    await expect(readCeph(machine, '/etc/none')).resolves.toMatchObject({ pool: '', conf: '/etc/ceph/ceph.conf' });
  });
});

describe('groups of hosts', () => {
  it('have all in common but room and names; what differs is told', () => {
    const groups = groupHosts([
      host('compute1', FACTS),
      host('compute2', { ...FACTS, freeKb: 2 }),
      host('compute3', withVersion('libvirt', '2.0.0', ['2.0.0'])),
    ]);
    const lines = printHostGroups({ groups, unread: ['compute4: no answer'] }).split('\n');
    expect(lines).toContain('    qemu that runs: 2.3.0 (old), 2.6.0 (old)');
    expect(lines.slice(lines.findIndex((line) => line.includes('of group')))).toEqual([
      expect.stringMatching(/^ {2}2 hypervisors of group \w{12} \(compute1, compute2\)$/),
      '    libvirt: 3.9.0 (old)',
      '    libvirt that runs: 3.9.0 (old)',
      expect.stringMatching(/^ {2}1 hypervisor of group \w{12} \(compute3\)$/),
      '    libvirt: 2.0.0 (old)',
      '    libvirt that runs: 2.0.0 (old)',
      '  not looked at: compute4: no answer',
    ]);
  });

  it('are printed within a bound, however many they are', () => {
    const all = Array.from({ length: 3_000 }, (_, i) => host(`compute${i}`, { ...FACTS, kernel: `3.10.0-${i % 100}` }));
    const text = printHostGroups({ groups: groupHosts(all), unread: [] });
    expect(text.match(/of group/g)).toHaveLength(20);
    expect(text).toContain('and 80 more groups');
    expect(text.length).toBeLessThan(6_000);
  });
});
