import type { PhaseName } from '../phases';
import type { GroupWorkflow, Track } from './plan';
import type { StoredFile, StoredHosts } from '../run';

/** A plan as histories carry it: its file and its size, never its steps. */
export interface PlanReference {
  readonly file: StoredFile;
  readonly phases: readonly { readonly name: PhaseName; readonly groups: number; readonly steps: number }[];
  /** There when the plan was made for some hosts only. */
  readonly hosts?: StoredHosts;
  /** How many hosts may be set aside before the run asks; not there for none. */
  readonly failureBudget?: number;
  /** The plan's version; not there for version 1. */
  readonly version?: number;
  /** As the plan has it. */
  readonly snapshot?: string;
}

/** A group without its tracks. */
export interface GroupHead {
  readonly name: string;
  readonly workflow: GroupWorkflow;
  readonly atOnce: number;
  readonly lanes: number;
  /** True for a host that an earlier try took through the group; nothing of it was undone since. */
  readonly done?: boolean;
  /** As the plan's group has it. */
  readonly trial?: true;
  /** As the plan's group has it. It is done where every host that comes after it is through. */
  readonly canaries?: true;
}

/** Some of a list that is too long for one activity's result; `next` is where to continue, null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | null;
}

/** The first page of a phase says which hosts had finished before, shortened for people. */
export type GroupPage = Page<GroupHead> & { readonly leftAlone?: string };
/** A track, and whether an earlier try took its host through it; nothing of it was undone since. */
export type PagedTrack<Activity extends string = string> = Track<Activity> & { readonly done?: boolean };
export type TrackPage<Activity extends string = string> = Page<PagedTrack<Activity>>;

/** The most bytes of JSON that one page may have. */
export const PAGE_BYTES = 16_000;

/** The most bytes of JSON that the input of one step may have: a batch of 100 hosts with names of 63 characters fits. */
export const STEP_INPUT_BYTES = 8_000;
