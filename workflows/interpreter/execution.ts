import type { Gate } from '../../model/gates';
import type { PhaseName } from '../../model/phases';
import type { RunRef, StoredFile } from '../../model/run';
import type { CommandState } from '../../model/operator/command-state';
import type { GroupHead } from '../../model/plan/plan-page';
import type { Blocker, UnlistedBlockers } from '../../model/blocker';
import type { RunStatus } from '../operator/run-status';
import type { CommandHandler } from '../operator/command-handler';
import type { CarriedSlots, Slots } from './slots';
import type { OnFailure } from '../../model/upgrade';

/** What the interpreter of a plan works with, in a parent and in a child alike. */
export interface Execution {
  readonly run: RunRef;
  readonly plan: StoredFile;
  readonly commandHandler: CommandHandler;
  readonly status: RunStatus;
  readonly onFailure: OnFailure;
  /** How many hosts may be set aside before the run asks. */
  readonly failureBudget: number;
  readonly gates: readonly Gate[];
  /** Of a batch in a window. */
  readonly slots?: Slots | undefined;
}

/** The one argument of a child workflow. */
export interface ChildInput {
  readonly run: RunRef;
  readonly plan: StoredFile;
  readonly phase: PhaseName;
  /** Null for a child that runs a whole phase. */
  readonly group: GroupHead | null;
  readonly commands: CommandState;
  readonly onFailure: OnFailure;
  readonly failureBudget?: number;
  /** There where it waits at one of them. */
  readonly gates?: readonly Gate[];
  /** What an earlier history of the child has finished. */
  readonly through?: ResumePoint;
  /** For a child that runs only so many of the group's tracks, from one on. */
  readonly range?: TrackRange;
  /** For a batch in a window; without it all that the group allows at once. */
  readonly slots?: CarriedSlots;
  /** What children of an earlier history of the child have found. */
  readonly looked?: RunSummary & { readonly lanes: number };
}

export interface TrackRange {
  readonly from: number;
  readonly count: number;
}

/** How far a phase has come: groups that are done or left alone, steps that were carried out. */
export interface ResumePoint {
  readonly groups: number;
  readonly steps: number;
  readonly leftAlone?: string;
  /** Of a group: how many steps of which track are behind it. */
  readonly tracks?: Readonly<Record<string, number>>;
}

/** What running a part of the plan came to. */
export interface RunSummary {
  readonly steps: number;
  readonly blockers: readonly Blocker[];
  readonly unlisted?: UnlistedBlockers;
  /** Hosts that had finished before, as `progress` shows them. */
  readonly leftAlone?: string;
}
