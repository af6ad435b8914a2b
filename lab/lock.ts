import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, startTime, type RecordedProcess } from './hosts/process-record';

const POLL_MS = 500;

/** The process that holds the lock; undefined when the file is gone again or was left behind half-written. */
function holder(file: string): RecordedProcess | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RecordedProcess;
  } catch {
    return undefined;
  }
}

function take(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true });
  const own: RecordedProcess = { pid: process.pid, startedAt: startTime(process.pid) ?? '' };
  const held = holder(file);
  // the lock of a process that is gone does not count
  if (held === undefined || !isAlive(held)) rmSync(file, { force: true });
  // linked when it is complete: nobody may find a lock half-written and take it for one left behind
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(own));
  try {
    linkSync(whole, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(whole);
  }
}

/** Whether a process other than this one holds the lock now. */
export function heldByAnother(file: string): boolean {
  const held = holder(file);
  return held !== undefined && held.pid !== process.pid && isAlive(held);
}

/** Lets one process of this machine at a time do something: the others wait, at most `waitMs`, then fail with its pid. */
export async function withLock<T>(file: string, what: string, waitMs: number, act: () => Promise<T>): Promise<T> {
  const end = Date.now() + waitMs;
  for (let told = false; !take(file); told = true) {
    const pid = holder(file)?.pid ?? 'unknown';
    if (Date.now() > end)
      throw new Error(`Process ${pid} is busy: ${what}. Wait for it or stop it; its lock is ${file}.`);
    if (!told) console.log(`- wait for process ${pid}: ${what} …`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}
