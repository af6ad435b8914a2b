import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The lab's secrets, one a file of mode 0600 under `secrets/` in the lab's state folder. */
export interface LabSecrets {
  /** MariaDB's user `stackleap`. */
  readonly database: string;
  /** Keystone's user `admin`. */
  readonly identity: string;
}

/** Reads the secrets, or draws them when there are none yet. */
export async function ensureSecrets(stateFolder: string): Promise<LabSecrets> {
  const folder = join(stateFolder, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    database: await ensureSecret(join(folder, 'database')),
    identity: await ensureSecret(join(folder, 'identity')),
  };
}

async function ensureSecret(file: string): Promise<string> {
  try {
    const secret = (await readFile(file, 'utf8')).trim();
    if (secret !== '') return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(18).toString('hex');
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
