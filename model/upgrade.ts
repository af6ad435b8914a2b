import type { CanaryMode } from './canary/settings';
import type { SetAside } from './failure-budget/set-aside';
import type { PhaseName } from './phases';
import type { HostSelection, StoredFile } from './run';

/** What to do when a step has failed for good: wait for an operator, stop where it is, or undo everything. */
export const ON_FAILURE = ['ask', 'hold', 'rollBack'] as const;
export type OnFailure = (typeof ON_FAILURE)[number];
export type Approval = 'manual' | 'auto';

/** The one argument of `upgradeCluster`, as an operator writes it. */
export interface UpgradeInput {
  readonly cluster: string;
  /** The phases to run, in the order of the plan whatever the order here. Default: all. `preflight` is always run. */
  readonly phases?: readonly PhaseName[];
  /** Hypervisors to take through `hosts` and `agents`. Default: all of the definition. */
  readonly hosts?: readonly string[];
  /** Whether the gates wait for `approve`. Default manual. */
  readonly approval?: Approval;
  /** Default ask. */
  readonly onFailure?: OnFailure;
  /** The digest of a plan made before: exactly that plan is executed. */
  readonly plan?: string;
  /** Forward to the last phase before the new APIs open, and all the way back. The old APIs are closed all the while. */
  readonly rehearse?: boolean;
  /** False leaves out what carries traffic through the agents' restart: it shows what an unprotected restart costs. */
  readonly seedFlows?: boolean;
}

/** The input with every default filled in. */
export interface UpgradeOptions {
  readonly cluster: string;
  readonly phases: readonly PhaseName[];
  readonly hosts: readonly string[] | null;
  readonly approval: Approval;
  readonly onFailure: OnFailure;
  readonly plan: string | null;
  readonly rehearse: boolean;
  readonly seedFlows: boolean;
}

/** Options as a run carries them: once its plan is made, the hosts go by the digest of their list. */
export type CarriedOptions = Omit<UpgradeOptions, 'hosts'> & { readonly hosts: HostSelection };

/** What the plan depends on besides the definition and the facts. */
export type PlanOptions = Pick<UpgradeOptions, 'phases' | 'hosts' | 'seedFlows'>;

export type Verdict = 'upgraded' | 'failed' | 'held' | 'aborted' | 'rolled-back' | 'rehearsed' | 'partial';

export type PhaseOutcome = 'pending' | 'running' | 'done' | 'failed' | 'rolled-back' | 'undo-failed';

export interface PhaseRecord {
  readonly name: PhaseName;
  readonly seconds: number;
  readonly outcome: PhaseOutcome;
}

/** The result of `upgradeCluster` and `rollBackCluster`; the first detail of the failure when they fail. */
export interface UpgradeResult {
  readonly verdict: Verdict;
  readonly cluster: string;
  /** The run's id, the key of `runs/<run>`. */
  readonly run: string;
  /** The executed plan's digest; '' for a roll-back from the ledger. */
  readonly plan: string;
  readonly phases: readonly PhaseRecord[];
  /** Hosts that failed within the failure budget; not there for none. */
  readonly setAside?: readonly SetAside[];
  /** `report.json` on the datacenter's worker; null when it could not be written. */
  readonly report: StoredFile | null;
}

/** The one argument of `rollBackCluster`. */
export interface RollBackInput {
  readonly cluster: string;
  /** Default: all phases with open undos. */
  readonly phases?: readonly PhaseName[];
}

/** The one argument of `planCluster`. */
export type PlanInput = Pick<UpgradeInput, 'cluster' | 'phases' | 'hosts' | 'seedFlows'>;

/** The one argument of `canaryUpgrade`. */
export interface CanaryInput {
  readonly cluster: string;
  /** Which hosts to take, or how many. Default: as many as `canary.sizes` of the definition says, 1 without `canary`. */
  readonly hosts?: number | readonly string[];
  /** Default hosts. */
  readonly mode?: CanaryMode;
}

export interface CanaryResult {
  /** `stopped`: it ended at a border, because its window did or somebody else had begun; what it took is good. */
  readonly outcome: 'good' | 'skipped' | 'complete' | 'stopped';
  readonly hosts: readonly string[];
  /** One sentence for the operator. */
  readonly summary: string;
}
