import type { CommandState } from './command-state';
import type { GateName } from '../gates';
import type { PhaseName } from '../phases';
import type { PhaseRecord, Verdict } from '../upgrade';

/** A host that must not be touched yet; `message` says why. */
export interface Held {
  readonly for: 'host';
  readonly host: string;
  readonly message: string;
}

/** Canaries that are left alone for a while: nobody is asked. */
export interface Soaking {
  readonly for: 'soak';
  readonly phase: PhaseName;
  /** ISO 8601. */
  readonly until: string;
}

/** What a run waits for: a host that is not ready, canaries that soak, an approval, or a decision after a failure. */
export type Waiting =
  | Held
  | Soaking
  | { readonly for: 'approval'; readonly gate: GateName; readonly by?: readonly string[] }
  | { readonly for: 'decision'; readonly phase: PhaseName; readonly type: string; readonly message: string };

/** The answer of the query `progress`. Fields are only ever added; `version` grows when a meaning changes. */
export interface Progress {
  readonly version: 1;
  readonly cluster: string;
  readonly run: string;
  readonly plan: string;
  /** The digest of the definition and templates that it goes by. Not there where steps read the cluster's folder. */
  readonly snapshot?: string;
  /** '' while it runs. */
  readonly verdict: Verdict | '';
  readonly phases: readonly PhaseRecord[];
  /** Ids of steps under way, or of child workflows, which answer `progress` themselves; at most 20. */
  readonly current: readonly string[];
  /** How far those are that tell it, by their id: rows done, of how many, how fast. */
  readonly details: Readonly<Record<string, string>>;
  readonly stepsDone: number;
  /** Hosts that an earlier try has finished, which are skipped: the first of them, and how many more. Not there for none. */
  readonly leftAlone?: string;
  readonly waiting: Waiting | null;
  /** Why it undoes what it did. Not there while it goes forward. */
  readonly rollsBackBecause?: { readonly type: string; readonly message: string };
  readonly control: CommandState;
}
