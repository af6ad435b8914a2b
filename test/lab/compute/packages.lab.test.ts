import { nameIn, PACKAGES } from '../../../lab/compute/packages';
import { labHost } from '../../../lab/hosts/host';
import { COMPUTES } from '../../../lab/inventory';

const HOSTS = COMPUTES.map((machine) => [machine.name, labHost(machine)] as const);

function liberty(): string[] {
  return PACKAGES.flatMap((pack) => {
    const name = nameIn('liberty', pack);
    return name === undefined ? [] : [`${name} ${pack.liberty?.includes(':') ? '' : '0:'}${pack.liberty}`];
  });
}

test.each(HOSTS)('%s has the rpms of Liberty', async (_, host) => {
  const query = `rpm -qa --qf '%{NAME} %|EPOCH?{%{EPOCH}}:{0}|:%{VERSION}-%{RELEASE}\\n' | grep -v ^centos-release`;
  const { stdout } = await host.run(query);
  expect(stdout.trim().split('\n').sort()).toEqual(liberty().sort());
});

/** Asks for the newest version of nova-compute: the stand-in for yum has no `repoquery`. */
const QUERY = {
  dnf: (enable: string) => `dnf -q ${enable} repoquery --latest-limit=1 --qf '%{version}' openstack-nova-compute`,
  yum: (enable: string) =>
    `LC_ALL=C yum -q ${enable} --showduplicates list available openstack-nova-compute | tail -n 1 | sed 's/.*:\\(.*\\)-.*/\\1/'`,
  none: () => 'false',
};

test.each(HOSTS)('%s sees the repositories of both releases, and Stein only when asked', async (_, host) => {
  const query = QUERY[host.machine.packageManager];
  expect((await host.run(query(''))).stdout.trim()).toBe('12.0.6');
  expect((await host.run(query('--enablerepo=stein'))).stdout.trim()).toBe('19.3.2');
});

test.each(HOSTS)('%s has the package manager of the inventory, and no other', async (_, host) => {
  const there = await host.run('for one in dnf yum; do command -v $one >/dev/null && echo $one; done; true');
  expect(there.stdout.trim()).toBe(host.machine.packageManager);
});

test.each(HOSTS)('%s runs the units of Liberty, and nothing failed', async (_, host) => {
  const units = [
    'neutron-ovs-cleanup',
    'neutron-openvswitch-agent',
    'openstack-nova-compute',
    'openvswitch',
    'libvirtd',
  ];
  expect((await host.run(`systemctl is-active ${units.join(' ')}`)).stdout.trim().split('\n')).toEqual(
    units.map(() => 'active'),
  );
  expect((await host.run(`systemctl is-enabled ${units.join(' ')}`)).stdout).not.toContain('disabled');
  expect((await host.run('systemctl list-units --failed --no-legend')).stdout).toBe('');
});
