import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../folders';

const LIMIT = '/proc/sys/fs/inotify/max_user_instances';
/** Every systemd takes a handful: the default of 128 stops the 27th machine. */
const ENOUGH = 1_024;
const before = (): string => join(stateFolder(), 'inotify-limit');

export function raiseInotifyLimit(): Promise<void> {
  const current = readFileSync(LIMIT, 'utf8').trim();
  if (Number(current) < ENOUGH) {
    writeFileSync(before(), current);
    writeFileSync(LIMIT, String(ENOUGH));
  }
  return Promise.resolve();
}

export function restoreInotifyLimit(): Promise<void> {
  if (existsSync(before())) {
    writeFileSync(LIMIT, readFileSync(before(), 'utf8'));
    rmSync(before());
  }
  return Promise.resolve();
}
