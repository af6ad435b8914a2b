import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that is written piece by piece; its name, the digest, is known when it is whole. */
export interface StoreWriter {
  write(piece: Uint8Array): Promise<void>;
  /** Puts the file into its place; returns its path and digest. */
  finish(): Promise<{ readonly path: string; readonly sha256: string }>;
  /** Leaves nothing behind; harmless after `finish`. */
  discard(): Promise<void>;
}

/** Begins a file in a folder. Safe against a death at any moment: it is in its place whole or not at all. */
export async function openWriter(folder: string, pathOf: (sha256: string) => string): Promise<StoreWriter> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.new.${randomBytes(6).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o600);
  const hash = createHash('sha256');
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    write: async (piece) => {
      hash.update(piece);
      await file.writeFile(piece);
    },
    finish: async () => {
      await file.sync();
      await close();
      const sha256 = hash.digest('hex');
      const path = pathOf(sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      return { path, sha256 };
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}
