import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import { withPython } from '../python';
import { probeFolder, TIMEOUT_MS } from './probe';
import { someAtOnce } from './some-at-once';

/** What one probe has lost; see model/report/loss for the figures. */
export interface ProbeLoss {
  readonly name: string;
  readonly sent: number;
  readonly lost: number;
  readonly longestRun: number;
  readonly longestGapMs: number;
  readonly totalGapMs: number;
  /** The longest gaps in the order of time; `start` and `end` in seconds since the epoch by the clock of the probe's machine. */
  readonly gaps: readonly {
    readonly start: number;
    readonly end: number;
    readonly ms: number;
    readonly lost: number;
  }[];
  /** When the probe last wrote, in seconds since the epoch by the clock of its machine; 0 when it never did. */
  readonly lastSeconds: number;
}

/** Sums the logs up where they lie: a long run's logs are too big to be carried. `since` in seconds by that machine's clock. */
export async function readProbeLoss(
  machine: RemoteMachine,
  set: string,
  names: readonly string[],
  { since, intervalMs }: { readonly since: number; readonly intervalMs: number },
): Promise<readonly ProbeLoss[]> {
  const program = await readFile(join(projectRoot(), 'remote', 'probe', 'loss.py'), 'utf8');
  const command = [
    'sh',
    '-c',
    withPython('- "$@"'),
    'sh',
    probeFolder(set),
    String(since),
    String(intervalMs),
    String(TIMEOUT_MS),
  ];
  const found: ProbeLoss[] = [];
  for (const some of someAtOnce(names)) {
    const { stdout } = await machine.run([...command, ...some], { input: program });
    for (const line of stdout.split('\n')) if (line !== '') found.push(JSON.parse(line) as ProbeLoss);
  }
  return found;
}

/** The clock by which the logs are written, in seconds since the epoch. */
export async function readProbeClock(machine: RemoteMachine): Promise<number> {
  return Number((await machine.run(['date', '+%s.%N'])).stdout.trim());
}
