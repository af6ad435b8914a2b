import { join } from 'node:path';
import { stateFolder } from '../folders';
import { withLock } from '../lock';

/** One process at a time brings the lab up or down. */
export function withLabLock<T>(act: () => Promise<T>): Promise<T> {
  return withLock(join(stateFolder(), 'lock.json'), 'bringing the lab up or down', 30_000, act);
}
