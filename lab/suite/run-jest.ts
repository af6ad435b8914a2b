import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { readOutcome, type Outcome } from './outcome';

const running = new Set<ChildProcess>();
let stopping = false;

export interface JestOptions {
  /** More of jest's own arguments. */
  readonly more: readonly string[];
  /** Whatever else runs on this machine goes first: for tests that measure no time. */
  readonly giveWay?: boolean;
}

/** Runs some of jest's projects with this terminal. One that ends without an outcome counts as a failure. */
export async function runJest(projects: readonly string[], { more, giveWay = false }: JestOptions): Promise<Outcome> {
  if (stopping) return { passed: 0, failed: 0, failures: [], files: [] };
  const folder = mkdtempSync(join(tmpdir(), 'stackleap-'));
  const outcome = join(folder, 'outcome.json');
  const jest = [process.execPath, join(projectRoot(), 'node_modules/jest/bin/jest.js')];
  const [command = '', ...argv] = [
    ...(giveWay ? ['nice', '-n', '10'] : []),
    ...[...jest, '--selectProjects', ...projects, '--json', `--outputFile=${outcome}`, '--forceExit', ...more],
  ];
  // jest's report for people goes to the standard error, its JSON to a file
  const child = spawn(command, argv, {
    cwd: projectRoot(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  await new Promise((resolve) => child.on('close', resolve));
  running.delete(child);
  try {
    return readOutcome(outcome);
  } catch {
    const failures = [`- jest ended without an outcome for ${projects.join(' and ')}`];
    return { passed: 0, failed: 1, failures, files: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends what runs, and starts nothing any more. */
export function stopJest(): void {
  stopping = true;
  for (const child of running) child.kill('SIGTERM');
}
