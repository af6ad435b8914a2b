import Table from 'cli-table3';
import type { Fault } from './recovery';

/** What a run under faults came to. */
export interface ChaosResult {
  readonly seed: number;
  readonly verdict: string;
  readonly faults: readonly Fault[];
  /** Pings of VMs. */
  readonly sent: number;
  readonly lost: number;
  readonly doubled: readonly string[];
  /** Why it is not as it should be; empty when it is. */
  readonly reasons: readonly string[];
}

/** The longest recovery in seconds; 0 without faults. */
export function longestRecovery({ faults }: Pick<ChaosResult, 'faults'>): number {
  return Math.max(0, ...faults.map(({ secondsToRecover }) => secondsToRecover ?? 0));
}

/** Faults of one kind in one phase are one line. */
export function printFaults(faults: readonly Fault[]): string {
  const groups = new Map<string, Fault[]>();
  for (const one of faults) {
    const key = `${one.fault} ${one.phase}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const table = new Table({
    head: ['fault', 'phase', 'where', 'times', 'longest until it went on'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [44, 14, 60, 8, 26],
  });
  for (const group of groups.values()) {
    const [{ fault, phase }] = group as [Fault];
    const where = [...new Set(group.map((one) => one.where))].join(', ');
    const open = group.some(({ secondsToRecover }) => secondsToRecover === null) ? ', one never' : '';
    table.push([
      fault,
      phase || 'run',
      where,
      String(group.length),
      `${longestRecovery({ faults: group }).toFixed(1)} s${open}`,
    ]);
  }
  return table.toString();
}
