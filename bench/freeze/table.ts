import Table from 'cli-table3';
import { CLOSED, type Parts } from './measure-lab';

/** How long the APIs are closed, part by part, in seconds to one decimal. */
export interface MeasuredFreeze {
  readonly instances: number;
  readonly ports: number;
  /** From the stop of the old APIs to the opening of the new ones. */
  readonly seconds: number;
  readonly parts: Parts;
}

/** The measurements for people. */
export function printFreeze(results: readonly MeasuredFreeze[]): string {
  const table = new Table({
    head: ['instances', 'ports', 'closed', ...CLOSED, 'prepare, before'],
    style: { head: [], border: [] },
  });
  for (const { instances, ports, seconds, parts } of results)
    table.push([
      ...[String(instances), String(ports), `${seconds} s`],
      ...[...CLOSED, 'prepare' as const].map((phase) => `${parts[phase] ?? 0} s`),
    ]);
  return table.toString();
}
