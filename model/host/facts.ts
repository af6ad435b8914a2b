/** The Ceph cluster that a host's own nova.conf and ceph.conf name; '' for what they do not say. */
export interface CephFacts {
  readonly pool: string;
  readonly user: string;
  readonly secretUuid: string;
  /** The path of its ceph.conf. */
  readonly conf: string;
  readonly fsid: string;
  readonly monHost: string;
  /** `none` where cephx is off. */
  readonly auth: string;
  /** The lowest version of a monitor. */
  readonly clusterVersion: string;
}

export interface ComponentVersions {
  /** Of its package; '' where that is not installed. */
  readonly installed: string;
  /** Of its processes, each once. Empty where none runs, or none tells. */
  readonly running: readonly string[];
}

/** What a hypervisor is, read in one look. */
export interface HostFacts {
  /** `7.9`, or the system's own words where it is not CentOS. */
  readonly os: string;
  readonly kernel: string;
  /** By the names of the release pair's known versions. */
  readonly versions: Readonly<Record<string, ComponentVersions>>;
  /** systemd's states of the pair's units, by unit; those that systemd does not know are left out. */
  readonly units: Readonly<Record<string, string>>;
  /** Running units of those that manage a host by themselves. */
  readonly managers: readonly string[];
  readonly bridges: readonly string[];
  /** The kilobytes that are free in /var or /usr, whichever has less; null where `df` does not tell. */
  readonly freeKb: number | null;
  readonly ceph: CephFacts;
}
