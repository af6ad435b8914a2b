import type { StoredFile } from '../run';

/** Hosts whose packages changed in the same way. */
export interface PackageGroup {
  readonly hosts: number;
  /** The first of them. */
  readonly names: readonly string[];
  /** Packages as `rpm -qa` names them: those that are gone, and those that came. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The lists of packages of some hosts, in the datacenter's store. */
export interface HostPage extends StoredFile {
  readonly hosts: number;
  readonly first: string;
  readonly last: string;
}

/** What became of the packages of all hosts. */
export interface PackagesReport {
  readonly hosts: number;
  /** The largest group first. */
  readonly groups: readonly PackageGroup[];
  /** Hosts that are in no group, as there were too many. */
  readonly others: number;
  /** Every host's lists, where the report has too many hosts to hold them. */
  readonly pages: readonly HostPage[];
}
