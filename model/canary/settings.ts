/** `hosts`: the next ones of an aligned cluster, for good. `rehearsal`: the whole cluster, forward and all the way back. */
export const CANARY_MODES = ['hosts', 'rehearsal'] as const;
export type CanaryMode = (typeof CANARY_MODES)[number];

/** What a canary goes by, once its input and its cluster's definition were read. */
export interface CanarySettings {
  readonly mode: CanaryMode;
  /** Null: it takes the next ones. */
  readonly named: readonly string[] | null;
  /** How long it may begin with hosts (null: without end), or the moment from which on one may, by ISO 8601. */
  readonly window:
    { readonly open: true; readonly leftMs: number | null } | { readonly open: false; readonly next: string };
  readonly soakMinutes: number;
  /** Whether the definition has `canary`: then APIs, services and logs count, and its record is kept. */
  readonly judged: boolean;
}
