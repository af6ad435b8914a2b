import { labDown } from '../commands/down';
import { ensureLayers, labUp } from '../commands/up';
import { clearScratchRoots } from '../scratch/root';
import { resolveTemporal } from '../temporal/resolve';
import { stopTemporal } from '../temporal/server';
import { timed } from '../timed';
import type { Outcome } from './outcome';
import { printOutcome } from './print-outcome';
import { LAB_STAGES } from './lab-tracks';
import { runJest, stopJest, type JestOptions } from './run-jest';

type Outcomes = Outcome[];

/** One file after the other. */
async function inBand(project: string, outcomes: Outcomes, options: Partial<JestOptions> = {}): Promise<void> {
  const more = ['--runInBand', ...(options.more ?? [])];
  outcomes.push(await timed(`${project} tests`, () => runJest([project], { ...options, more })));
}

/** On the lab; the upgrade brings up one of its own. */
async function onTheLab(outcomes: Outcomes): Promise<void> {
  await labUp();
  for (const tracks of LAB_STAGES) await Promise.all(tracks.map((more) => inBand('lab', outcomes, { more })));
  await inBand('end-to-end', outcomes);
}

async function fullOnTheLab(outcomes: Outcomes): Promise<void> {
  await labUp();
  await inBand('full', outcomes);
}

/** Beside the lab: two at once, and they give way to what is measured there. */
async function besideTheLab(outcomes: Outcomes): Promise<void> {
  const projects = ['pure', 'database'];
  const options = { more: ['--maxWorkers=2'], giveWay: true };
  outcomes.push(await timed('pure and database tests', () => runJest(projects, options)));
}

/** `npm test`: tests on the lab, and beside them those that need none; with --full the long suites alone. It ends with what failed, and the count. */
async function main(argv: readonly string[]): Promise<void> {
  const full = argv.includes('--full');
  const outcomes: Outcomes = [];
  const failed = (error: unknown): void => {
    const failures = [`- ${error instanceof Error ? error.message : String(error)}`];
    outcomes.push({ passed: 0, failed: 1, failures, files: [] });
  };
  try {
    const temporal = timed('Temporal server', resolveTemporal);
    await Promise.all([temporal, ensureLayers()]);
    process.env['STACKLEAP_TEMPORAL'] = (await temporal).path;
    const tracks = full ? [fullOnTheLab(outcomes)] : [onTheLab(outcomes), besideTheLab(outcomes)];
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
