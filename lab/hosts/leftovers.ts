import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { endProcess, isAlive, startTime, type RecordedProcess } from './process-record';

/** What runs a root: found by its arguments, so that it is found also when its starter was killed before noting its pid. */
const RUNNERS = new Set(['run-machine.sh', 'systemd-nspawn', 'debootstrap']);

interface Running extends RecordedProcess {
  readonly argv: readonly string[];
  /** The folder that the process is chrooted into, `/` for most. */
  readonly root: string;
}

function read(pid: number): Running[] {
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return [{ pid, startedAt: startTime(pid) ?? '', argv, root: readlinkSync(`/proc/${pid}/root`) }];
  } catch {
    // it has ended meanwhile
    return [];
  }
}

/** Whether a process runs a root at or below the folder, or lives in one. */
export function runsIn(folder: string, { argv, root }: Pick<Running, 'argv' | 'root'>): boolean {
  const within = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return within(root) || (argv.some((word) => RUNNERS.has(basename(word))) && argv.some(within));
}

/** Processes that run a root at or below the folder: wrappers, nspawn, debootstrap and what is chrooted. */
export function processesIn(folder: string): RecordedProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)))
    .filter((running) => runsIn(folder, running));
}

function childrenOf({ pid }: RecordedProcess): RecordedProcess[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return pids.flatMap((child) => read(Number(child)));
  } catch {
    return [];
  }
}

/** Waits until nothing runs in the folder; false when the time is over. */
export async function untilNoneIn(folder: string, waitMs: number): Promise<boolean> {
  for (const end = Date.now() + waitMs; processesIn(folder).length > 0;) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

/** Kills what runs in the folder; with nspawn its guest's pid 1, which would outlive it. */
export async function killAllIn(folder: string): Promise<void> {
  // again for what was forked meanwhile
  for (let round = 0; round < 5; round++) {
    const runners = processesIn(folder);
    if (runners.length === 0) return;
    const all = [...runners, ...runners.flatMap(childrenOf)];
    await Promise.all(all.filter(isAlive).map((process) => endProcess(process, 0)));
  }
}
