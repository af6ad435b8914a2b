import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../folders';

/** A process that outlives its starter: with its start time, so that a later process of the same pid is never mistaken for it. */
export interface RecordedProcess {
  readonly pid: number;
  readonly startedAt: string;
}

const folder = (): string => join(stateFolder(), 'processes');

/** Field 22 of /proc/PID/stat, in clock ticks since boot; undefined when there is no such process. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

export function isAlive({ pid, startedAt }: RecordedProcess): boolean {
  return startTime(pid) === startedAt;
}

export function recordProcess(name: string, pid: number): RecordedProcess {
  mkdirSync(folder(), { recursive: true });
  const record = { pid, startedAt: startTime(pid) ?? '' };
  writeFileSync(join(folder(), `${name}.json`), JSON.stringify(record));
  return record;
}

export function recordedProcesses(): Map<string, RecordedProcess> {
  const names = existsSync(folder()) ? readdirSync(folder()).filter((file) => file.endsWith('.json')) : [];
  return new Map(
    names.map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(folder(), file), 'utf8')) as RecordedProcess,
    ]),
  );
}

export function forgetProcess(name: string): void {
  rmSync(join(folder(), `${name}.json`), { force: true });
}

/** Ends a recorded process by SIGTERM, after `patienceMs` by SIGKILL; nothing when it is gone. */
export async function endProcess(record: RecordedProcess, patienceMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', patienceMs],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isAlive(record)) return;
    process.kill(record.pid, signal);
    for (const until = Date.now() + waitMs; isAlive(record) && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
