import type { JsonObject } from './json';
import type { PhaseName } from './phases';
import type { RunRef, StepInput, StepResult } from './run';

/** The ledger's schema beside the target's databases. */
export const LEDGER_SCHEMA = 'stackleap';

/** What undoes one step: written before the step acts, a no-op when nothing was done. */
export interface UndoEntry {
  readonly cluster: string;
  readonly step: string;
  readonly phase: PhaseName;
  /** Names the undo in the table of undos, for example `dropRows`. */
  readonly kind: string;
  /** All that the undo needs: the state as it was before the step. */
  readonly detail: JsonObject;
}

/** A step whose undo is open, without what the undo needs. */
export type OpenUndo = Pick<UndoEntry, 'step' | 'phase' | 'kind'>;

/**
 * The memory of a cluster's upgrade, in the `stackleap` schema beside the target's databases.
 * Steps are keyed by cluster and step id, so that a later run recognises what an earlier one did.
 */
export interface Ledger {
  /** Records an undo unless the step has an open one already; returns the detail that stands (that of the first attempt). */
  recordUndo(input: StepInput, kind: string, detail: JsonObject): Promise<JsonObject>;
  /** Replaces the detail of the step's open undo: for a step that learns more while it acts (ids that it created). */
  amendUndo(input: StepInput, detail: JsonObject): Promise<void>;
  recordDone(input: StepInput, result: StepResult): Promise<void>;
  readDone(cluster: string, step: string): Promise<StepResult | undefined>;
  /** Those of these steps that are done. */
  readDoneOf(cluster: string, steps: readonly string[]): Promise<ReadonlySet<string>>;
  /** How long ago each of these steps was done, in milliseconds by the ledger's own clock; one that is not done is not there. */
  readAges(cluster: string, steps: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How many tracks of a phase have this step, the last part of its id, behind them. */
  countDone(cluster: string, phase: PhaseName, what: string): Promise<number>;
  /** Forgets that the step was done, and keeps its undo: one that has begun may break off half-way. */
  forgetDone(cluster: string, step: string): Promise<void>;
  /** Open undos, the newest first; `limit` of them, of these phases if given. */
  readUndos(
    cluster: string,
    options: { readonly limit: number; readonly phases?: readonly PhaseName[]; readonly track?: string },
  ): Promise<readonly UndoEntry[]>;
  /** The same without what the undos need, which may be much: steps and kinds, the newest first. */
  listUndos(
    cluster: string,
    options: { readonly limit: number; readonly phases?: readonly PhaseName[] },
  ): Promise<readonly OpenUndo[]>;
  /** Phases with open undos, the one with the newest first. */
  readOpenPhases(cluster: string): Promise<readonly PhaseName[]>;
  /** The open undo of one step. */
  readUndo(cluster: string, step: string): Promise<UndoEntry | undefined>;
  /**
   * Closes the undo and forgets that the step was done. So it does with steps of the same track that have nothing to undo: they
   * may stand on what is gone now.
   */
  closeUndo(run: RunRef, step: string): Promise<void>;
  /**
   * Gives the lease to the execution that writes for this run, if it never had it; answers who has it. Whoever once lost it to a newer one
   * never gets it back.
   */
  takeLease(run: RunRef): Promise<string>;
  /** A remark for the audit: approvals, commands, verdicts. */
  recordEvent(run: RunRef, kind: string, detail: JsonObject): Promise<void>;
  /** Facts that later phases and the report need, by name; a later write replaces an earlier one. */
  recordFact(run: RunRef, name: string, value: JsonObject): Promise<void>;
  readFact(cluster: string, name: string): Promise<JsonObject | undefined>;
  /** All facts whose names begin with `prefix` ('' for all), by name: the report is made from them. */
  readFacts(cluster: string, prefix: string, options?: FactsOptions): Promise<Readonly<Record<string, JsonObject>>>;
}

export interface FactsOptions {
  /** Leaves out those whose names begin so. */
  readonly except?: readonly string[];
  /** A page: the first `limit` of those whose names come after this one in the order of names. */
  readonly after?: string;
  readonly limit?: number;
}

/** What the ids of a track's steps begin with: a step's id is `<phase>/<track>/<what>`. */
export function trackPrefix(step: string): string {
  return `${step.split('/').slice(0, 2).join('/')}/`;
}

/** Carries out one kind of undo; returns a sentence for the operator. Run twice, it does no more than once. */
export type Undo = (entry: UndoEntry, run: RunRef) => Promise<string>;
export type Undos = Readonly<Record<string, Undo>>;
