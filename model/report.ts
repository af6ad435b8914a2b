import type { TargetLoss } from './loss';
import type { PhaseRecord, Verdict } from './upgrade';

/** What was copied from one old table into one new one. */
export interface TableReport {
  /** `database.table`. */
  readonly source: string;
  readonly target: string;
  readonly rows: number;
  /** Counts and checksums of both sides were equal. */
  readonly verified: boolean;
}

export interface HostReport {
  readonly name: string;
  /** Packages as `rpm -qa` names them. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface CheckReport {
  readonly name: string;
  readonly passed: boolean;
  /** What did not hold; empty when it passed. */
  readonly problems: readonly string[];
}

export interface LossReport {
  readonly sent: number;
  readonly lost: number;
  readonly longestGapMs: number;
  readonly vms: readonly TargetLoss[];
  /** Targets that no step touches: when they lose, the probe was disturbed. */
  readonly controls: readonly TargetLoss[];
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
  readonly loss: LossReport;
  readonly tables: readonly TableReport[];
  /** One sentence for each object that differs between the two Neutrons. */
  readonly network: { readonly differences: readonly string[] };
  readonly hosts: readonly HostReport[];
  readonly checks: readonly CheckReport[];
  /** From the stop of the old APIs to the opening of the new ones; null while they are not open. */
  readonly apiDowntimeSeconds: number | null;
}
