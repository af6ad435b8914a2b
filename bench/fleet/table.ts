import Table from 'cli-table3';
import type { MeasuredFleet } from './measure';

/** The measurements for people. */
export function printFleet(measured: readonly MeasuredFleet[]): string {
  const head = ['hosts', 'planned', 'forward', 'back', 'longest history', 'histories', 'most memory', 'CPU a host'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const one of measured)
    table.push([
      String(one.hosts),
      `${one.planSeconds} s`,
      `${one.seconds} s`,
      `${one.rollbackSeconds} s`,
      `${one.maxHistoryEvents} events`,
      String(one.histories),
      `${one.workerRssMb} MB`,
      `${one.cpuSecondsPerHost} s`,
    ]);
  return `${table.toString()}\nHosts, databases and APIs answer at once: their own work is not in it.`;
}
