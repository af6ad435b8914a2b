export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A time of the week in which canaries may work, by the clock of `timeZone`. */
export interface MaintenanceWindow {
  /** The days on which it begins. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, at most `24:00`; before `from` it is on the next day. */
  readonly until: string;
}

/** Which hosts come first where none are named: those with the fewest VMs, or as the definition lists them. */
export const CANARY_ORDERS = ['leastLoaded', 'listed'] as const;
export type CanaryOrder = (typeof CANARY_ORDERS)[number];

/** `canary` of `cluster.yaml`: when canaries may work, how many hosts they take, and how they are judged. */
export interface CanaryChoices {
  /** None: at any time. */
  readonly windows: readonly MaintenanceWindow[];
  /** IANA name. */
  readonly timeZone: string;
  /** How long the hosts are left alone before the verdict. */
  readonly soakMinutes: number;
  /** Hosts of the first canary, of the one after a good one, and so on; the last one counts for all that follow. */
  readonly sizes: readonly number[];
  readonly order: CanaryOrder;
  /** Errors that a host's log may have of each daemon between its turn and the verdict. */
  readonly logErrors: number;
}

/** The longest time for which canaries are left alone. */
export const SOAK_MINUTES_AT_MOST = 7 * 24 * 60;

/** A canary is a sample: its hosts are named in its result. */
export const CANARIES_AT_MOST = 100;
