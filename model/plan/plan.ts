import type { JsonObject } from '../json';
import type { PhaseName } from '../phases';

/** One activity call: what `plan` prints is what the workflow executes. `Activity` is the names that it may call. */
export interface Step<Activity extends string = string> {
  /** Unique in the plan and stable: `<phase>/<track>/<what>`, for example `hosts/compute1/packages`. */
  readonly id: string;
  /** The activity's name, for example `ensureRowsImported`. */
  readonly activity: Activity;
  /** One line for the operator; the activity's summary in Temporal's web UI. */
  readonly summary: string;
  /** The activity's own input; the workflow adds `run`, `step` and `phase`. */
  readonly input: JsonObject;
}

/** Steps that follow one another on one thing: a table, a host. */
export interface Track<Activity extends string = string> {
  readonly name: string;
  readonly steps: readonly Step<Activity>[];
}

/** The child workflow that runs a group; `upgradeCluster` runs `inline` groups itself. */
export type GroupWorkflow =
  'inline' | 'preflightHosts' | 'alignDatabases' | 'recreateNetwork' | 'upgradeHostBatch' | 'restartAgent';

/** Tracks that may run at the same time, at most `atOnce` of them. */
export interface Group<Activity extends string = string> {
  readonly name: string;
  readonly workflow: GroupWorkflow;
  readonly atOnce: number;
  readonly lanes: readonly Track<Activity>[];
  /** There where its hosts go before all others, as canaries or trials: one that fails is not set aside. */
  readonly trial?: true;
  /** There where it stands behind the canaries of its phase: the gate `canaries` comes right after it. */
  readonly canaries?: true;
}

/** A phase: groups that follow one another. */
export interface PlannedPhase<Activity extends string = string> {
  readonly name: PhaseName;
  readonly groups: readonly Group<Activity>[];
}

export interface Plan<Activity extends string = string> {
  readonly cluster: string;
  readonly datacenter: string;
  /** The release pair: `<old release>-to-<new release>`. */
  readonly pair: string;
  /** How many hosts may be set aside before the run asks; not there for none. */
  readonly failureBudget?: number;
  readonly phases: readonly PlannedPhase<Activity>[];
  /** The digest of the definition and templates that it was made from, which its steps use. Plans of older versions have none. */
  readonly snapshot?: string;
  /** Not there for version 1: `PLAN_VERSION`. */
  readonly version?: number;
}
