import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is expensive and may be shared: layers, the Temporal binary. Set by STACKLEAP_CACHE. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['STACKLEAP_CACHE'] ?? join(base, 'stackleap');
}

/** The one lab of this machine: keys, secrets, records of what runs. Set by STACKLEAP_LAB. */
export function stateFolder(): string {
  return process.env['STACKLEAP_LAB'] ?? '/var/lib/stackleap/lab';
}

/** Where the layers' image is mounted. */
export function layersFolder(): string {
  return join(cacheFolder(), 'layers');
}

/** Held by the process that builds layers. */
export function buildLock(): string {
  return join(cacheFolder(), 'layers.lock');
}
