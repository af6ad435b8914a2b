import type { CanaryChoices } from './choices';

/** What is remembered of a cluster's canaries. */
export interface CanaryRecord {
  /** Whether the newest one is under way, or broke off: then it counts as bad. */
  readonly open: boolean;
  /** Good canaries in a row. */
  readonly good: number;
  /** What the last of them took. */
  readonly hosts: readonly string[];
}

/** What becomes of a canary; `good` counts those before it. One that was stopped at a border counts neither way. */
export type CanaryEvent =
  | { readonly is: 'begun'; readonly good: number }
  | { readonly is: 'good'; readonly hosts: readonly string[] }
  | { readonly is: 'stopped' };

const NONE: CanaryRecord = { open: false, good: 0, hosts: [] };

/** The record after this. The same event twice changes no more than once. */
export function recordAfter(record: CanaryRecord = NONE, event: CanaryEvent): CanaryRecord {
  if (event.is === 'begun') return { ...record, open: true, good: event.good };
  if (!record.open) return record;
  return event.is === 'stopped'
    ? { ...record, open: false }
    : { open: false, good: record.good + 1, hosts: event.hosts };
}

/** Good canaries in a row before the next one: none where one did not end well, or where what the last took was taken back. */
export function goodInARow({ open, good, hosts }: CanaryRecord = NONE, through: ReadonlySet<string>): number {
  return !open && hosts.every((host) => through.has(host)) ? good : 0;
}

/** Hosts of the next canary. */
export function nextSize({ sizes }: Pick<CanaryChoices, 'sizes'>, good: number): number {
  return sizes[Math.min(good, sizes.length - 1)] ?? 1;
}
