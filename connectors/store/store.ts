import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from '../../model/run';

const DEFAULT_FOLDER = '/var/lib/stackleap/store';

/** Where the store of this machine lies: set by STACKLEAP_STORE. */
export function storeFolder(): string {
  return process.env['STACKLEAP_STORE'] ?? DEFAULT_FOLDER;
}

/** Files under their own digest: what is there once never changes, and a file that did is told. */
export function createStore(folder: string, datacenter: string) {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

  return {
    /** Safe against a death at any moment: the file is there whole or not at all. */
    async put(content: string | Buffer): Promise<StoredFile> {
      const sha256 = digest(content);
      const path = pathOf(sha256);
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true });
      const temporary = `${path}.${randomBytes(6).toString('hex')}`;
      try {
        const file = await open(temporary, 'wx', 0o600);
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      return { datacenter, path, sha256 };
    },

    async get({ sha256 }: Pick<StoredFile, 'sha256'>): Promise<Buffer> {
      // What is no digest is no path either.
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"${sha256}" is no SHA-256 digest`);
      const content = await readFile(pathOf(sha256));
      if (digest(content) !== sha256) throw new Error(`${pathOf(sha256)} was changed: its content has another digest`);
      return content;
    },
  };
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
