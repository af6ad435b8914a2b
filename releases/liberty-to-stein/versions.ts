import type { HostVersions } from '../../model/pair/versions';

export const VERSIONS: HostVersions = {
  known: [
    { name: 'openvswitch', package: 'openvswitch', from: '2.5.5', to: '2.11.0', runs: 'switch' },
    { name: 'qemu', package: 'qemu-kvm-ev', from: '2.6.0', to: '2.12', runs: 'guests' },
    { name: 'libvirt', package: 'libvirt-daemon', from: '3.9.0', to: '4.5.0', runs: 'libvirt' },
    { name: 'librbd1', package: 'librbd1', from: '0.94.5', to: '12.2.13', runs: null },
  ],
  // Luminous' librados connects to monitors from Hammer on.
  leastCeph: '0.94',
};
