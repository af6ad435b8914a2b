import type { TargetLoss, Mute, Pace } from './loss';
import type { RestartReport } from './restart';
import type { FilesReport } from './file-group';
import type { PackagesReport } from './package-group';
import type { VersionReport } from './version-report';
import type { SetAside } from '../failure-budget/set-aside';
import type { StoredFile } from '../run';
import type { ServiceReport } from './service-report';
import type { PhaseRecord, Verdict } from '../upgrade';

/** What was copied from one old table into one new one. */
export interface TableReport {
  /** `database.table`. */
  readonly source: string;
  readonly target: string;
  readonly rows: number;
  /** Counts and checksums of both sides were equal. */
  readonly verified: boolean;
  /** Rows that were copied again before that, as they had changed in the source; not there where none were. */
  readonly copiedAgain?: number;
}

export interface HostReport {
  readonly name: string;
  /** Packages as `rpm -qa` names them. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A guest as the witness saw it. */
export interface GuestReport {
  readonly host: string;
  /** Its domain's name. */
  readonly name: string;
  readonly instance: string;
  readonly state: string;
  /** Its process on the host before anything was touched; '' where it had none. */
  readonly pid: string;
  /** When it was last found just as it was, ISO 8601; null where it never was since. */
  readonly untouchedUntil: string | null;
}

export interface GuestsReport {
  /** Hypervisors whose guests were witnessed, and guests on them. */
  readonly hosts: number;
  readonly guests: number;
  /** Hypervisors on which no libvirt could be asked; the first 100. */
  readonly unseen: readonly string[];
  /** What became of guests, one sentence each; the first 100. Empty where no guest was disturbed. */
  readonly disturbed: readonly string[];
  /** The first 500 guests. */
  readonly list: readonly GuestReport[];
}

export interface CheckReport {
  readonly name: string;
  readonly passed: boolean;
  /** What did not hold; empty when it passed. */
  readonly problems: readonly string[];
}

/** The logs of the probes, compressed, in the datacenter's store. */
export interface SamplesReport extends StoredFile {
  /** Where the pings came from. */
  readonly machine: string;
  readonly bytes: number;
}

export interface ProberReport {
  /** The time between two pings of a target as it is wanted. */
  readonly intervalMs: number;
  /** The same of the VMs of the hypervisor that has its turn; null where they are pinged as all others. */
  readonly inFlightIntervalMs: number | null;
  readonly paces: readonly Pace[];
}

export interface LossReport {
  readonly sent: number;
  readonly lost: number;
  readonly longestGapMs: number;
  readonly vms: readonly TargetLoss[];
  /** Targets that no step touches: when they lose, the probe was disturbed. */
  readonly controls: readonly TargetLoss[];
  /** Those of `vms` that answer no ping, and were asked by ARP. */
  readonly byArp: readonly Mute[];
  /** Those that answered neither before anything was touched. */
  readonly unwatched: readonly Mute[];
  /** The prober's own jitter: what its control targets, which nothing disturbs, show of it. null where it was not measured. */
  readonly prober: ProberReport | null;
  /** Empty while the probes run. */
  readonly samples: readonly SamplesReport[];
}

/** One field of one object in which the two Neutrons are not the same; values are JSON as text, '' for nothing. */
export interface NetworkDifference {
  readonly kind: string;
  readonly id: string;
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

export interface NetworkReport {
  /** One sentence for each field that differs between the two Neutrons. */
  readonly differences: readonly string[];
  /** The same as a table; the first of them. */
  readonly table: readonly NetworkDifference[];
  /** How many objects of each kind were compared. */
  readonly compared: Readonly<Record<string, number>>;
  /** One sentence for each kind of rows that stayed behind, as the definition allows. */
  readonly leftBehind: readonly string[];
}

/** One run's outcome: `runs/<run>/report.json`. Its schema is published as `report/report.schema.json`. */
export interface Report {
  readonly verdict: Verdict;
  readonly cluster: string;
  readonly run: string;
  /** SHA-256 of the executed plan; '' for a roll-back. */
  readonly plan: string;
  /** Why it did not get through; null when it did. */
  readonly error: string | null;
  readonly phases: readonly PhaseRecord[];
  /** Hosts that failed within the failure budget, were taken back and left out; not there for none. */
  readonly setAside?: readonly SetAside[];
  readonly loss: LossReport;
  readonly tables: readonly TableReport[];
  readonly network: NetworkReport;
  /** Empty where there are more than 200: `packages` tells of them. */
  readonly hosts: readonly HostReport[];
  /** There where `hosts` cannot hold all. */
  readonly packages?: PackagesReport;
  /** How configuration files changed; not there where none was written. */
  readonly files?: FilesReport;
  /** What hypervisors that are through carry, installed and running; not there where none is. */
  readonly versions?: readonly VersionReport[];
  /** What a witness saw of the guests, step by step. */
  readonly guests: GuestsReport;
  /** How each hypervisor bore the change of its agent. */
  readonly restarts: readonly RestartReport[];
  /** How DHCP, L3 and metadata agents were handed over, in this order; those that the definition names and that had their turn. */
  readonly services: readonly ServiceReport[];
  readonly checks: readonly CheckReport[];
  /** From the stop of the old APIs to the opening of the new ones; null while they are not open. */
  readonly apiDowntimeSeconds: number | null;
}
