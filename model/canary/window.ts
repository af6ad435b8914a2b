import { WEEKDAYS, type MaintenanceWindow } from './choices';

/** Whether canaries may work, in milliseconds since the epoch: until when (null: for ever), or from when on. */
export type WindowState =
  { readonly open: true; readonly until: number | null } | { readonly open: false; readonly next: number };

type Span = readonly [start: number, end: number];

const DAY_MS = 86_400_000;
/** Every weekday once, the day before for windows that pass midnight, and one more for the time zone's date. */
const DAYS_LOOKED_AT = 10;

/** What the windows say of a moment, in milliseconds since the epoch. Windows that touch or overlap are one. */
export function windowAt(windows: readonly MaintenanceWindow[], timeZone: string, now: number): WindowState {
  if (windows.length === 0) return { open: true, until: null };
  const local = now + offsetOf(timeZone, now);
  const today = Math.floor(local / DAY_MS);
  const days = Array.from({ length: DAYS_LOOKED_AT }, (_, i) => today - 1 + i);
  const spans = days
    .flatMap((day) => windows.filter((window) => window.days.includes(weekdayOf(day))).map((one) => spanOf(one, day)))
    .map(([start, end]): Span => [instantOf(timeZone, start), instantOf(timeZone, end)])
    .toSorted(([one], [other]) => one - other);
  let until: number | null = null;
  for (const [start, end] of spans) {
    if (start > (until ?? now)) {
      if (until === null) return { open: false, next: start };
      break;
    }
    if (end > (until ?? now)) until = end;
  }
  // Whoever looks this far ahead and finds no end is in a window that has none.
  const whole = until !== null && until >= now + 7 * DAY_MS;
  return { open: true, until: whole ? null : until };
}

/** Day 0 of the epoch was a Thursday. */
function weekdayOf(day: number): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

/** On the local clock, as if it were UTC. */
function spanOf({ from, until }: MaintenanceWindow, day: number): Span {
  const [start, end] = [minutesOf(from), minutesOf(until)];
  const at = (minutes: number): number => day * DAY_MS + minutes * 60_000;
  return [at(start), at(end > start ? end : end + 24 * 60)];
}

/** Minutes after midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** When a clock of the time zone shows this. An hour that the clock skips counts as the one after it. */
function instantOf(timeZone: string, local: number): number {
  const guess = local - offsetOf(timeZone, local);
  return local - offsetOf(timeZone, guess);
}

/** By how much clocks of the time zone are ahead of UTC. */
function offsetOf(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { ...CLOCK, timeZone }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

const CLOCK = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;
