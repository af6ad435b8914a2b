import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from '../../model/run';
import { openWriter } from './writer';

const DEFAULT_FOLDER = '/var/lib/stackleap/store';

/** Where the store of this machine lies: set by STACKLEAP_STORE. */
export function storeFolder(): string {
  return process.env['STACKLEAP_STORE'] ?? DEFAULT_FOLDER;
}

/** Files under their own digest: a file never changes, and one that did is reported. */
export function createStore(folder: string, datacenter: string) {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

  /** `fill` is given a function that takes the next piece; when it rejects, nothing is stored. */
  const putPieces = async (
    fill: (write: (piece: Uint8Array) => Promise<void>) => Promise<unknown>,
  ): Promise<StoredFile> => {
    const writer = await openWriter(folder, pathOf);
    try {
      await fill((piece) => writer.write(piece));
      return { datacenter, ...(await writer.finish()) };
    } finally {
      await writer.discard();
    }
  };

  return {
    /** Safe against a death at any moment: the file is there whole or not at all. */
    put: (content: string | Buffer): Promise<StoredFile> => putPieces((write) => write(Buffer.from(content))),

    /** The same for what does not fit into memory. */
    putPieces,

    async get({ sha256 }: Pick<StoredFile, 'sha256'>): Promise<Buffer> {
      // What is no digest is no path either.
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"${sha256}" is not a SHA-256 digest`);
      const content = await readFile(pathOf(sha256));
      if (digest(content) !== sha256) throw new Error(`${pathOf(sha256)} was changed: its content has another digest`);
      return content;
    },
  };
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
