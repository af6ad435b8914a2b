/** What may be away for a while and comes back by itself. */
export const OUTAGES = ['database', 'api', 'host'] as const;
export type Outage = (typeof OUTAGES)[number];

/** How long each is waited for, in seconds, before the step counts as failed. */
export type OutageChoices = Readonly<Record<`${Outage}Seconds`, number>>;

export const DEFAULT_OUTAGES: OutageChoices = { databaseSeconds: 900, apiSeconds: 900, hostSeconds: 900 };

/** The trouble of an activity that is being tried again. It travels in the activity's heartbeats, from one attempt to the next. */
export interface Trouble {
  /** Null when the last attempt failed by something else. */
  readonly outage: Outage | null;
  /** A type of the error table. */
  readonly type: string;
  /** When it began, and when it was met the last time, as ISO 8601. */
  readonly since: string;
  readonly last: string;
  /** How long it has been waited for, of how much, in milliseconds. */
  readonly waitedMs: number;
  readonly limitMs: number;
  /** Attempts that ended with a failure: outages, and others. */
  readonly outages: number;
  readonly failures: number;
}

/** What the heartbeats of an activity in trouble hold. */
export interface TroubledHeartbeat {
  readonly trouble: Trouble;
  /** What the activity tells itself. */
  readonly at?: unknown;
}

/** The trouble that a heartbeat tells of; any activity may have sent it. */
export function troubleOf(details: unknown): Trouble | undefined {
  return (details as Partial<TroubledHeartbeat> | null | undefined)?.trouble;
}
