/** What of a host tells which of its versions runs; null where only files count. */
export type RunsAs = 'switch' | 'libvirt' | 'guests' | null;

/** Something on a hypervisor that the two releases have in different versions. */
export interface KnownVersion {
  readonly name: string;
  /** The package that brings it, in both releases. */
  readonly package: string;
  /** Its version in the old release, in numbers and dots: what begins with it, or is lower, is old. */
  readonly from: string;
  /** Its version in the new release: what is that or higher is new. */
  readonly to: string;
  readonly runs: RunsAs;
}

/** Which versions the releases bring, and what goes together. */
export interface HostVersions {
  readonly known: readonly KnownVersion[];
  /** The oldest Ceph cluster that the new release's client speaks to. */
  readonly leastCeph: string;
}
