import Table from 'cli-table3';
import type { Pace } from '../../model/report/loss';
import type { Summary } from './summary';

export type Results = Readonly<Record<string, Summary>>;

/** The measurement for people. */
export function printLoss(results: Results, paces: readonly Pace[]): string {
  const table = new Table({
    head: [
      '',
      'changes',
      'sent',
      'lost',
      'longest gap',
      'lost in the undo',
      'lost on other hosts',
      'lost of the controls',
    ],
    style: { head: [], border: [] },
  });
  for (const [name, { changes, sent, lost, longestGapMs, undo, elsewhere, controls }] of Object.entries(results))
    table.push([
      name,
      String(changes),
      String(sent),
      String(lost),
      `${longestGapMs} ms`,
      `${undo.lost} of ${undo.sent}`,
      `${elsewhere.lost} of ${elsewhere.sent}`,
      `${controls.lost} of ${controls.sent}`,
    ]);
  return `${table.toString()}\n${printPace(paces)}`;
}

/** The prober's own jitter: the worst of all measurements. */
function printPace(paces: readonly Pace[]): string {
  if (paces.length === 0) return 'The pace was not measured.';
  const slowest = Math.min(...paces.map(({ answersPerSecond }) => answersPerSecond));
  const p99 = Math.max(...paces.map(({ p99Ms }) => p99Ms));
  const most = Math.max(...paces.map(({ longestMs }) => longestMs));
  return `Control targets, ${paces.length} measurements: at least ${slowest} answers a second; between two answers at most ${p99} ms in 99 of 100 cases, ${most} ms at worst.`;
}
