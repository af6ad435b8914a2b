import type { Boundary, Moment } from './boundary';

/** What struck, and how soon the run went on. */
export interface Fault {
  readonly fault: string;
  /** A machine, a process, or a boundary. */
  readonly where: string;
  readonly phase: string;
  /** Until the work in hand was begun again or went on; null when it never was. */
  readonly secondsToRecover: number | null;
}

const SAID: Readonly<Record<Moment, string>> = {
  before: 'worker killed before it acted',
  amid: 'worker killed while it acted',
  after: 'worker killed before it could answer',
};

const seconds = (from: number, until: number | undefined): number | null =>
  until === undefined ? null : (until - from) / 1_000;

/** Each death of the datacenter's worker, until the same task was begun again. */
export function killsOf(boundaries: readonly Boundary[]): readonly Fault[] {
  return boundaries.flatMap(({ event, moment, key, at, activity, phase, attempt }, i) => {
    if (event !== 'die' || moment === undefined) return [];
    const again = boundaries
      .slice(i + 1)
      .find((later) => later.key === key && later.event === 'start' && later.attempt > attempt);
    return [{ fault: SAID[moment], where: activity, phase, secondsToRecover: seconds(at, again?.at) }];
  });
}

/** An outage that was over at this moment, until an activity ended well. */
export function recoveryFrom(overAt: number, boundaries: readonly Boundary[]): number | null {
  return seconds(overAt, boundaries.find(({ at, event }) => event === 'end' && at >= overAt)?.at);
}
