import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { openSealed, type Keyring } from '../codec/keyring';
import type { Database } from '../mysql/database';
import type { Question } from '../mysql/statements';
import { table } from '../mysql/table';
import { isMissing } from './is-missing';
import type { FileRow } from './rows';
import { ledgerSchema } from './schema';

/** Bytes of a part: hexadecimal, it is a statement that every server takes. */
const PART_BYTES = 256 * 1024;
/** Parts of a file at most, 64 MB compressed: what is larger would be no text that Node reads in one piece. */
const MOST_PARTS = 256;
/** Parts that one statement reads. */
const PARTS_AT_ONCE = 16;
const DUPLICATE = 'ER_DUP_ENTRY';

/** Files by their digest in the ledger's schema: what one worker of a datacenter writes there, every other one reads. */
export interface LedgerFiles {
  /** Puts a file there, whole or not at all; does nothing where it is. Makes the schema where there is none. */
  put(sha256: string, content: Buffer): Promise<void>;
  /** Undefined where it is not there. Throws a SealedError where its key is not here. */
  get(sha256: string): Promise<Buffer | undefined>;
}

/** Compressed; with a keyring encrypted as well. Those that were written without one are read all the same. */
export function createLedgerFiles(database: Database, schema: string, keyring?: Keyring): LedgerFiles {
  const parts = () => table<FileRow>(schema, 'files');

  /** Undefined where there is no table of files. */
  async function read<R>(question: Question<R>): Promise<readonly R[] | undefined> {
    return database.rows(question).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
      return undefined;
    });
  }

  async function insert(rows: readonly FileRow[]): Promise<void> {
    await database
      .transaction(async (on) => {
        for (const row of rows) await on.run(parts().insert(row));
      })
      .catch((error: unknown) => {
        // another worker has just put the same there
        if ((error as { readonly code?: string }).code !== DUPLICATE) throw error;
      });
  }

  return {
    async put(sha256, content) {
      const there = await read(parts().where({ sha256, part: 0 }).select('part'));
      if (there !== undefined && there.length > 0) return;
      if (there === undefined) for (const statement of ledgerSchema(schema)) await database.run(statement);
      await insert(await rowsOf(sha256, content, keyring));
    },

    async get(sha256) {
      const pieces: Buffer[] = [];
      for (let known = 1; pieces.length < known;) {
        const next = parts().where({ sha256 }).andWhere('part', '>=', pieces.length).orderBy('part');
        const rows = await read(next.limit(PARTS_AT_ONCE));
        if (rows === undefined || rows.length === 0) return undefined;
        for (const row of rows) pieces.push(opened(row, keyring));
        known = rows[0]?.parts ?? 0;
      }
      return promisify(gunzip)(Buffer.concat(pieces));
    },
  };
}

async function rowsOf(sha256: string, content: Buffer, keyring: Keyring | undefined): Promise<readonly FileRow[]> {
  const compressed: Buffer = await promisify(gzip)(content);
  const parts = Math.max(1, Math.ceil(compressed.length / PART_BYTES));
  if (parts > MOST_PARTS)
    throw new Error(`The file ${sha256} has ${compressed.length} bytes, compressed: too many for the ledger.`);
  return Array.from({ length: parts }, (_, part) => {
    const piece = compressed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    const sealed = keyring?.seal(piece, contextOf(sha256, part));
    return { sha256, part, parts, seal: sealed?.key ?? null, data: Buffer.from(sealed?.data ?? piece) };
  });
}

function opened({ sha256, part, seal, data }: FileRow, keyring: Keyring | undefined): Buffer {
  if (seal === null) return data;
  return Buffer.from(openSealed(keyring, { key: seal, data }, contextOf(sha256, part)));
}

/** A part that is put in another's place does not open. */
function contextOf(sha256: string, part: number): string {
  return JSON.stringify(['file', sha256, part]);
}
