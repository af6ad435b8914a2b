import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { labDown } from '../commands/down';
import { ensureLayers, labUp } from '../commands/up';
import { resolveTemporal } from '../temporal/resolve';
import { stopTemporal } from '../temporal/server';
import { timed } from '../timed';
import { readOutcome } from './outcome';

interface Count {
  passed: number;
  failed: number;
  readonly failures: string[];
}

let running: ReturnType<typeof spawn> | undefined;
let stopping = false;

/** Runs one of jest's projects with this terminal; the lab's files one after the other. */
async function jest(project: string, count: Count, extra: readonly string[]): Promise<void> {
  if (stopping) return;
  const folder = mkdtempSync(join(tmpdir(), 'stackleap-'));
  const outcome = join(folder, 'outcome.json');
  const argv = ['--selectProjects', project, '--json', `--outputFile=${outcome}`, '--forceExit', ...extra];
  const child = spawn(process.execPath, [join(projectRoot(), 'node_modules/jest/bin/jest.js'), ...argv], {
    cwd: projectRoot(),
    // jest's report for people goes to the standard error, its JSON to a file
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running = child;
  await new Promise((resolve) => child.on('close', resolve));
  try {
    const { passed, failed, failures } = readOutcome(outcome);
    count.passed += passed;
    count.failed += failed;
    count.failures.push(...failures);
  } catch {
    count.failed += 1;
    count.failures.push(`- jest ended without an outcome for ${project}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lab(count: Count, { keep, full }: { keep: boolean; full: boolean }): Promise<void> {
  try {
    await labUp();
    if (full) {
      await timed('the long suites', () => jest('full', count, ['--runInBand']));
      return;
    }
    await timed('tests on the lab', () => jest('lab', count, ['--runInBand']));
    await timed('an upgrade from end to end', () => jest('end-to-end', count, ['--runInBand']));
  } finally {
    if (!keep) await labDown();
  }
}

/** `npm test`: pure tests, then the lab, then those that need it; with --full the long suites alone. It ends with what failed, and the count. */
async function main(argv: readonly string[]): Promise<void> {
  const count: Count = { passed: 0, failed: 0, failures: [] };
  try {
    const temporal = timed('Temporal server', resolveTemporal);
    await Promise.all([temporal, ensureLayers()]);
    process.env['STACKLEAP_TEMPORAL'] = (await temporal).path;
    const full = argv.includes('--full');
    if (!full) await timed('pure tests', () => jest('pure', count, []));
    await lab(count, { keep: argv.includes('--keep'), full });
  } catch (error) {
    count.failed += 1;
    count.failures.push(`- ${error instanceof Error ? error.message : String(error)}`);
  }
  if (count.failures.length > 0) console.log(['', 'What failed:', ...count.failures].join('\n'));
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    running?.kill('SIGTERM');
    void stopTemporal()
      .then(() => labDown())
      .finally(() => process.exit(130));
  });

void main(process.argv.slice(2));
