import type { HostModule } from '../../model/host/modules';

const NOTHING = { install: [], remove: [], keep: [], units: [], checks: [] };

/**
 * What is required comes before what requires it: qemu needs librbd1, the new agent the new Python side of Open vSwitch, the new
 * nova-compute the new qemu and libvirt. Otherwise one transaction would draw along what belongs to another.
 */
export const MODULES: readonly HostModule[] = [
  {
    ...NOTHING,
    name: 'storage',
    packages: [
      ...['librbd1', 'librados2', 'libradosstriper1', 'librgw2', 'libcephfs1', 'ceph-common', 'python-rbd'],
      ...['python-rados', 'python-cephfs', 'python-ceph-compat', 'ceph-fuse', 'rbd-nbd'],
    ],
  },
  {
    ...NOTHING,
    name: 'libvirt',
    packages: ['libvirt*', 'qemu-*', 'seabios*', 'sgabios*', 'ipxe-*'],
  },
  {
    ...NOTHING,
    name: 'openvswitch',
    // The new agent requires it.
    packages: ['python-openvswitch', 'python2-openvswitch'],
    remark: 'the switch runs on',
  },
  {
    ...NOTHING,
    name: 'network',
    packages: ['openstack-neutron*', 'python-neutron', 'python-neutron-*', 'python2-neutron', 'python2-neutron-*'],
  },
  { ...NOTHING, name: 'compute', packages: ['*'] },
];
