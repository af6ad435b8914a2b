/** A list of hosts in the datacenter's store: canonical JSON under its digest. */
export interface StoredHosts {
  /** Lower-case hex SHA-256. */
  readonly sha256: string;
  readonly count: number;
}

/** The hosts that a step is about: null for every hypervisor of the definition. Plans of older versions name them one by one. */
export type HostSelection = StoredHosts | readonly string[] | null;
