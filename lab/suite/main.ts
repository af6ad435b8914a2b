import { labDown } from '../commands/down';
import { ensureLayers, labUp } from '../commands/up';
import { clearScratchRoots } from '../scratch/root';
import { resolveTemporal } from '../temporal/resolve';
import { stopTemporal } from '../temporal/server';
import { timed } from '../timed';
import type { Outcome } from './outcome';
import { printOutcome } from './print-outcome';
import { runJest, stopJest } from './run-jest';

/** On the lab, one file after the other. */
async function onTheLab(full: boolean, outcomes: Outcome[]): Promise<void> {
  const run = async (project: string): Promise<void> => {
    outcomes.push(await timed(`${project} tests`, () => runJest([project], { more: ['--runInBand'] })));
  };
  await labUp();
  for (const project of full ? ['full'] : ['lab', 'end-to-end']) await run(project);
}

/** Beside the lab: two at once, and they give way to what is measured there. */
async function besideTheLab(outcomes: Outcome[]): Promise<void> {
  const projects = ['pure', 'database'];
  const options = { more: ['--maxWorkers=2'], giveWay: true };
  outcomes.push(await timed('pure and database tests', () => runJest(projects, options)));
}

/** `npm test`: tests on the lab, and beside them those that need none; with --full the long suites alone. It ends with what failed, and the count. */
async function main(argv: readonly string[]): Promise<void> {
  const full = argv.includes('--full');
  const outcomes: Outcome[] = [];
  const failed = (error: unknown): void => {
    const failures = [`- ${error instanceof Error ? error.message : String(error)}`];
    outcomes.push({ passed: 0, failed: 1, failures, files: [] });
  };
  try {
    const temporal = timed('Temporal server', resolveTemporal);
    await Promise.all([temporal, ensureLayers()]);
    process.env['STACKLEAP_TEMPORAL'] = (await temporal).path;
    const tracks = [onTheLab(full, outcomes), ...(full ? [] : [besideTheLab(outcomes)])];
    for (const track of await Promise.allSettled(tracks)) if (track.status === 'rejected') failed(track.reason);
    await clearScratchRoots();
    if (!argv.includes('--keep')) await labDown();
  } catch (error) {
    failed(error);
  }
  printOutcome(outcomes);
  process.exitCode = outcomes.every((outcome) => outcome.failed === 0) ? 0 : 1;
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stopJest();
    void stopTemporal()
      .then(() => labDown())
      .finally(() => process.exit(130));
  });

void main(process.argv.slice(2));
