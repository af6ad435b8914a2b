import Table from 'cli-table3';
import { PEERS, type Measured } from './measure';
import { SETTINGS } from './server';

/** The measurements for people. */
export function printMeasured(results: readonly Measured[]): string {
  const table = new Table({
    head: ['instances', 'stackleap', ...PEERS, 'verify', 'other tables', 'memory'],
    style: { head: [], border: [] },
  });
  for (const { rows, seconds, ratios, verifySeconds, builtSeconds, maxRssMb } of results)
    table.push([
      String(rows),
      `${seconds.stackleap} s`,
      ...PEERS.map((peer) => `${seconds[peer]} s (${ratios[peer]})`),
      `${verifySeconds} s`,
      `${builtSeconds} s`,
      `${maxRssMb} MB`,
    ]);
  return `${table.toString()}\nIn brackets the peer's time over ours. MariaDB: ${SETTINGS.join(' ')}`;
}
