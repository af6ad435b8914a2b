import { LIBRARIES } from './libraries';
import type { LabPackage, RpmRelease } from './lab-package';

const NOVA = { liberty: '1:12.0.6-1.el7', stein: '1:19.3.2-1.el7' };
const NEUTRON = { liberty: '1:7.2.0-1.el7', stein: '1:14.4.2-1.el7' };
const QEMU = { liberty: '10:2.6.0-28.el7_3.9.1', stein: '10:2.12.0-33.1.el7' };
const LIBVIRT = { liberty: '3.9.0-14.el7_5.8', stein: '4.5.0-36.el7_9.5' };
const CEPH = { liberty: '1:0.94.5.11-1.el7', stein: '2:14.2.22-0.el7' };
const OPENVSWITCH = { liberty: '2.5.5-1.el7', stein: '2.11.0-4.el7' };

const OPENSTACK: readonly LabPackage[] = [
  {
    name: 'openstack-nova-compute',
    ...NOVA,
    exact: ['openstack-nova-common'],
    requires: ['libvirt-daemon-kvm', 'ceph-common', 'qemu-kvm-ev'],
    units: [{ name: 'openstack-nova-compute.service', onUpgrade: 'postun' }],
  },
  {
    name: 'openstack-nova-common',
    ...NOVA,
    exact: ['python-nova'],
    directories: { '/var/lib/nova': 'nova', '/var/lib/nova/instances': 'nova', '/var/log/nova': 'nova' },
  },
  {
    name: 'python-nova',
    steinName: 'python2-nova',
    ...NOVA,
    requires: ['python-oslo-messaging', 'python-neutronclient'],
    steinRequires: ['python2-os-vif'],
  },
  {
    name: 'openstack-neutron',
    ...NEUTRON,
    exact: ['openstack-neutron-common'],
    units: ['dhcp', 'l3', 'metadata'].map((service) => ({
      name: `neutron-${service}-agent.service`,
      onUpgrade: 'postun' as const,
    })),
  },
  {
    name: 'openstack-neutron-common',
    ...NEUTRON,
    exact: ['python-neutron'],
    directories: { '/var/lib/neutron': 'neutron', '/var/log/neutron': 'neutron' },
  },
  { name: 'openstack-neutron-ml2', ...NEUTRON, exact: ['openstack-neutron-common'] },
  {
    name: 'openstack-neutron-openvswitch',
    ...NEUTRON,
    exact: ['openstack-neutron-common'],
    requires: ['openvswitch'],
    units: [
      { name: 'neutron-openvswitch-agent.service', onUpgrade: 'postun' },
      { name: 'neutron-ovs-cleanup.service', onUpgrade: 'nothing' },
    ],
  },
  {
    name: 'python-neutron',
    steinName: 'python2-neutron',
    ...NEUTRON,
    requires: ['python-neutron-lib'],
    steinRequires: ['python2-ovsdbapp', 'python2-oslo-privsep'],
  },
  { name: 'python-neutron-lib', steinName: 'python2-neutron-lib', liberty: '0.0.2-1.el7', stein: '1.25.0-1.el7' },
];

const PLATFORM: readonly LabPackage[] = [
  { name: 'openvswitch', ...OPENVSWITCH, units: [{ name: 'openvswitch.service', onUpgrade: 'postun' }] },
  { name: 'python-openvswitch', steinName: 'python2-openvswitch', ...OPENVSWITCH },
  { name: 'qemu-kvm-ev', ...QEMU, exact: ['qemu-img-ev'], requires: ['librbd1'] },
  { name: 'qemu-img-ev', ...QEMU, requires: ['librbd1'] },
  { name: 'libvirt-daemon', ...LIBVIRT, units: [{ name: 'libvirtd.service', onUpgrade: 'nothing' }] },
  { name: 'libvirt-daemon-kvm', ...LIBVIRT, exact: ['libvirt-daemon'], requires: ['qemu-kvm-ev'] },
  { name: 'libvirt-client', ...LIBVIRT, exact: ['libvirt-daemon'] },
  { name: 'librados2', ...CEPH },
  { name: 'librbd1', ...CEPH, exact: ['librados2'] },
  { name: 'python-rbd', ...CEPH, exact: ['librbd1'] },
  { name: 'ceph-common', ...CEPH, exact: ['librbd1', 'python-rbd'] },
  {
    name: 'puppet',
    liberty: '3.8.7-1.el7',
    stein: '5.5.20-1.el7',
    units: [{ name: 'puppet.service', onUpgrade: 'postun' }],
  },
];

/** Every rpm that the lab's repositories hold, under its real name and version. */
export const PACKAGES: readonly LabPackage[] = [...OPENSTACK, ...PLATFORM, ...LIBRARIES];

/** The name of a package in a release, or undefined when the release lacks it. */
export function nameIn(release: RpmRelease, pack: LabPackage): string | undefined {
  if (pack[release] === undefined) return undefined;
  return release === 'stein' ? (pack.steinName ?? pack.name) : pack.name;
}
