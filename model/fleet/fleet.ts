import type { StoredFile } from '../run';
import type { UpgradeInput, Verdict } from '../upgrade';

/** What every cluster's upgrade is started with. */
export type SharedInput = Pick<UpgradeInput, 'phases' | 'approval' | 'onFailure' | 'rehearse' | 'seedFlows'>;

/** The one argument of `upgradeFleet`. */
export interface FleetInput extends SharedInput {
  /** Names of clusters: those of a wave side by side, waves one after the other. */
  readonly waves: readonly (readonly string[])[];
  /** How many clusters may fail before no other is begun. Default 0. */
  readonly failureBudget?: number;
}

/** Where a cluster stands: not begun, paused with its datacenter, under way, or how its upgrade ended. */
export type ClusterState = 'pending' | 'paused' | 'running' | Verdict;

export interface FleetCluster {
  readonly cluster: string;
  readonly datacenter: string;
  /** From 1. */
  readonly wave: number;
  readonly state: ClusterState;
  /** Why it failed: the first 300 characters. */
  readonly why?: string;
  readonly report?: StoredFile;
}

/** How much of the reason why a cluster failed a fleet keeps. */
export const WHY_CHARACTERS = 300;

/** `FleetInput` after its check. */
export interface CheckedFleet {
  readonly clusters: readonly Pick<FleetCluster, 'cluster' | 'datacenter' | 'wave'>[];
  readonly failureBudget: number;
  readonly upgrade: SharedInput;
}

export type FleetVerdict = 'upgraded' | 'partial' | 'failed';

/** The result of `upgradeFleet`; the first detail of the failure when it fails. */
export interface FleetResult {
  readonly verdict: FleetVerdict;
  readonly clusters: readonly FleetCluster[];
}

/** The answer of the query `progress` of `upgradeFleet`. Fields are only ever added. */
export interface FleetProgress {
  readonly version: 1;
  /** '' while it runs. */
  readonly verdict: FleetVerdict | '';
  readonly failed: number;
  readonly failureBudget: number;
  /** Datacenters that an operator holds. */
  readonly heldDatacenters: readonly string[];
  readonly clusters: readonly FleetCluster[];
}

/** Commands of a fleet, by signal and by update. */
export const FLEET_COMMANDS = ['holdDatacenter', 'releaseDatacenter'] as const;
export type FleetCommand = (typeof FLEET_COMMANDS)[number];

/** The most clusters of one fleet: they all stand in one history. */
export const MOST_CLUSTERS = 100;
