/** Phases in which a track is a host. */
export type HostPhase = 'hosts' | 'agents';

/** A host that failed in a phase, was taken back alone, and is left out of the rest of the run. */
export interface SetAside {
  readonly host: string;
  readonly phase: HostPhase;
  readonly type: string;
  /** At most `REASON_CHARACTERS`: it travels into every child. */
  readonly message: string;
  /** There when an operator wants it taken up again in this run. */
  readonly retried?: true;
}

/** The most hosts of one run that a failure budget may set aside: with their reasons they travel into every child. */
export const MOST_SET_ASIDE = 40;
export const REASON_CHARACTERS = 120;
