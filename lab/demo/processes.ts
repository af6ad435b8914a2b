import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process of the demo's own that outlives a crash of the demo only until the next start finds it by its record. */
export interface Background {
  readonly name: string;
  readonly log: string;
  /** Ends it by SIGTERM, after ten seconds by SIGKILL. */
  stop(): Promise<void>;
  /** Rejects when the process ends before it was stopped. */
  readonly failed: Promise<never>;
}

interface Recorded {
  readonly pid: number;
  readonly startedAt: string;
}

/** The 22nd field of /proc/PID/stat: it tells a process from a later one with the same pid. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

async function end({ pid, startedAt }: Recorded): Promise<void> {
  const alive = (): boolean => startTime(pid) === startedAt;
  for (const [signal, waitMs] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!alive()) return;
    process.kill(pid, signal);
    for (const until = Date.now() + waitMs; alive() && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Stops what an earlier, killed run left behind in this folder of records. */
export async function stopLeftover(folder: string, name: string): Promise<boolean> {
  const record = join(folder, `${name}.json`);
  if (!existsSync(record)) return false;
  await end(JSON.parse(readFileSync(record, 'utf8')) as Recorded);
  rmSync(record, { force: true });
  return true;
}

/** Starts a Node process in the background; its output goes to `<folder>/<name>.log`. */
export async function startBackground(
  folder: string,
  name: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Background> {
  mkdirSync(folder, { recursive: true });
  await stopLeftover(folder, name);
  const log = join(folder, `${name}.log`);
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
  closeSync(output);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} did not start: ${argv.join(' ')}`);
  const recorded = { pid, startedAt: startTime(pid) ?? '' };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(recorded));
  let stopping = false;
  const failed = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => {
      if (!stopping) reject(new Error(`${name} ended by itself (${signal ?? code}); its log is ${log}`));
    });
  });
  failed.catch(() => undefined);
  return {
    name,
    log,
    failed,
    stop: async () => {
      stopping = true;
      await end(recorded);
      rmSync(join(folder, `${name}.json`), { force: true });
    },
  };
}
