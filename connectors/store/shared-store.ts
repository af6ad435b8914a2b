import type { StoredFile } from '../../model/run';
import type { LedgerFiles } from '../ledger/files';
import type { createStore } from './store';

/** Digests that are remembered: some megabytes. */
const MOST_OFFERED = 10_000;

type LocalStore = ReturnType<typeof createStore>;

/** Where the files of the activity at hand are shared. */
export interface SharedPlace {
  readonly files: () => Promise<Pick<LedgerFiles, 'get' | 'put'>>;
  /** The file may stay on this machine alone while the place can't be reached. */
  readonly mayStay: boolean;
}

/**
 * The store of a machine whose files are shared by all workers of a datacenter: the disk is a cache. A file that is there only, as an
 * earlier version left it, is shared when it is read. What comes in pieces, the probes' logs, stays on the disk: no activity reads it.
 */
export function createSharedStore(local: LocalStore, place: () => SharedPlace | undefined): LocalStore {
  const offered = new Set<string>();

  /** Whether it is shared now. */
  async function share(sha256: string, content: Buffer, mayStay: boolean): Promise<boolean> {
    try {
      await (await place()?.files())?.put(sha256, content);
      return true;
    } catch (error) {
      if (!mayStay) throw error;
      return false;
    }
  }

  /** Once for each file that is at hand: a look at it must not cost a question each time. */
  async function offer(sha256: string, content: Buffer): Promise<void> {
    if (offered.has(sha256) || place() === undefined) return;
    if (!(await share(sha256, content, true))) return;
    if (offered.size >= MOST_OFFERED) offered.clear();
    offered.add(sha256);
  }

  return {
    putPieces: local.putPieces,

    async put(content) {
      const file = await local.put(content);
      await share(file.sha256, Buffer.from(content), place()?.mayStay ?? true);
      return file;
    },

    async get(file: Pick<StoredFile, 'sha256'>) {
      const here = await local.get(file).catch((error: unknown) => ({ missing: error }));
      if (Buffer.isBuffer(here)) {
        await offer(file.sha256, here);
        return here;
      }
      const content = await (await place()?.files())?.get(file.sha256);
      if (content === undefined) throw here.missing;
      const { sha256 } = await local.put(content);
      if (sha256 !== file.sha256) throw here.missing;
      return content;
    },
  };
}
