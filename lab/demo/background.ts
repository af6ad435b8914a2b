import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { stateFolder } from '../folders';
import { endProcess, forgetProcess, recordedProcesses, recordProcess } from '../hosts/process-record';

/** How long a worker may take to finish what it has in hand. */
const PATIENCE_MS = 15_000;

/** A Node process that the demo runs beside itself. */
export interface Background {
  readonly pid: number;
  readonly log: string;
  stop(): Promise<void>;
  /** Rejects when the process ends before it was stopped. */
  readonly failed: Promise<never>;
}

/** Stops what an earlier, killed run left behind under this name. */
export async function stopBackground(name: string): Promise<void> {
  const record = recordedProcesses().get(name);
  if (record === undefined) return;
  await endProcess(record, PATIENCE_MS);
  forgetProcess(name);
}

/** Starts a compiled entry in the background; its output goes to the lab's folder. */
export async function startBackground(
  name: string,
  entry: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Background> {
  await stopBackground(name);
  const folder = join(stateFolder(), 'processes');
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `${name}.log`);
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', entry), ...argv], {
    cwd: projectRoot(),
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started: ${entry}`);
  recordProcess(name, pid);
  let stopping = false;
  const failed = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => {
      if (!stopping) reject(new Error(`${name} ended by itself (${signal ?? code}); its log is ${log}`));
    });
  });
  failed.catch(() => undefined);
  return {
    pid,
    log,
    failed,
    stop: () => {
      stopping = true;
      return stopBackground(name);
    },
  };
}
