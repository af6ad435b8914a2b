/** Packages whose versions tell an operator most about a hypervisor. */
const TELLING = [
  'openstack-nova-compute',
  'openstack-neutron-openvswitch',
  'python-neutron-lib',
  'python2-neutron-lib',
  'openvswitch',
  'qemu-kvm-ev',
  'libvirt-daemon',
  'librbd1',
  'ceph-common',
  'puppet',
] as const;

interface Package {
  readonly name: string;
  readonly version: string;
}

/** Splits `name-[epoch:]version-release.arch`; a name may hold dashes. */
export function parsePackage(nevra: string): Package {
  const match = /^(.+)-([^-]+)-[^-]+$/.exec(nevra);
  return { name: match?.[1] ?? nevra, version: (match?.[2] ?? '').replace(/^\d+:/, '') };
}

export interface PackageChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The telling packages that changed between two lists; '–' where there was none. */
export function packageChanges(before: readonly string[], after: readonly string[]): PackageChange[] {
  const [old, now] = [before, after].map((side) => new Map(side.map(parsePackage).map((p) => [p.name, p.version])));
  return TELLING.map((name) => ({ name, before: old?.get(name) ?? '–', after: now?.get(name) ?? '–' })).filter(
    (change) => change.before !== change.after,
  );
}
