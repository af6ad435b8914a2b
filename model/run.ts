import type { PhaseName } from './phases';

/** One execution of an upgrade: what every activity knows about the run that it works for. */
export interface RunRef {
  /** The run's id: the first Temporal run id of `upgrade/<cluster>`, the same through continue-as-new and roll-back. */
  readonly id: string;
  readonly cluster: string;
  readonly datacenter: string;
  /** The execution that writes, where it is another: a `rollBackCluster` works for the run that it undoes. Its first Temporal run id. */
  readonly lease?: string;
  /** Of its plan and of the inputs of its steps; not there for version 1. */
  readonly version?: number;
  /** The digest of the definition and templates that its plan was made from; not there where steps read the cluster's folder. */
  readonly snapshot?: string;
}

/** A file too big for a workflow's history: it lies in the store of a datacenter under its digest. */
export interface StoredFile {
  readonly datacenter: string;
  readonly path: string;
  /** Lower-case hex SHA-256 of the content; the file's name in the store. */
  readonly sha256: string;
}

/** A list of hosts in the datacenter's store: canonical JSON under its digest. */
export interface StoredHosts {
  /** Lower-case hex SHA-256. */
  readonly sha256: string;
  readonly count: number;
}

/** The hosts that a step is about: null for every hypervisor of the definition. Plans of older versions name them one by one. */
export type HostSelection = StoredHosts | readonly string[] | null;

/** What every activity that carries out a step of the plan is given. */
export interface StepInput {
  readonly run: RunRef;
  /** The step's id in the plan: stable over retries and re-runs, the key of its ledger entries. */
  readonly step: string;
  readonly phase: PhaseName;
  /** For a step of several hosts: those that an operator has skipped, which it leaves out. */
  readonly without?: readonly string[];
}

/** What every activity that carries out a step answers. */
export interface StepResult {
  /** False when the wanted state was there already. */
  readonly changed: boolean;
  /** One sentence for the operator: what was found or done, with figures. */
  readonly summary: string;
  /** There when the step is not through: it returned only to show how far it is, and is to be called again. */
  readonly more?: StepProgress;
  /** There when the step must not continue yet, and nothing is lost by waiting: why, one reason each. It is asked again until there is none. */
  readonly hold?: readonly string[];
  /** There when it is not time yet: the step is asked again after so many milliseconds, which nobody is to shorten. */
  readonly soakMs?: number;
  /** There when the definition wants nothing of the step: once it says otherwise the step is due. */
  readonly unasked?: true;
}

/** How far a long step is. */
export interface StepProgress {
  readonly done: number;
  /** What `done` will be at the end, as far as one can tell. */
  readonly total: number;
  /** For people: what is counted, and how fast it goes. */
  readonly text: string;
}
