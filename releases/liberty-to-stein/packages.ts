import type { HostPackages } from '../../model/pair/packages';

export const PACKAGES: HostPackages = {
  required: [
    'openstack-nova-compute',
    'openstack-neutron-openvswitch',
    'python2-nova',
    'python2-neutron',
    'python2-neutron-lib',
    'qemu-kvm-ev',
    'libvirt-daemon-kvm',
    'librbd1',
    'ceph-common',
  ],
  excluded: ['openvswitch'],
  neverRemoved: [
    ...['openvswitch', 'openstack-neutron', 'openstack-neutron-openvswitch', 'openstack-nova-compute'],
    ...['libvirt-client', 'libvirt-daemon', 'libvirt-daemon-kvm', 'ceph-common', 'qemu-kvm*'],
  ],
};
