import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../folders';
import { isAlive, startTime, type RecordedProcess } from '../hosts/process-record';

/** Lets one process at a time bring the lab up or down; the lock of a process that is gone does not count. */
export async function withLock<T>(act: () => Promise<T>): Promise<T> {
  const file = join(stateFolder(), 'lock.json');
  mkdirSync(stateFolder(), { recursive: true });
  const own: RecordedProcess = { pid: process.pid, startedAt: startTime(process.pid) ?? '' };
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  } catch {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as RecordedProcess;
    if (isAlive(holder) && holder.pid !== process.pid)
      throw new Error(
        `Process ${holder.pid} is bringing the lab up or down; wait for it or stop it. Its lock is ${file}.`,
      );
    writeFileSync(file, JSON.stringify(own));
  }
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}
