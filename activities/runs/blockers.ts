import type { Blocker } from '../../model/blocker';
import { canonicalJson } from '../../model/plan/canonical-json';
import type { RunRef, StoredFile } from '../../model/run';
import type { Dependencies } from '../dependencies';

/** Blockers of thousands of hosts: in the store, as no history would hold them. Runs of older versions do not say which they are. */
export function createBlockerActivities({ store }: Pick<Dependencies, 'store'>) {
  return {
    writeBlockers: ({ blockers }: { run?: RunRef; blockers: readonly Blocker[] }): Promise<StoredFile> =>
      store.put(canonicalJson(blockers)),

    /** One file of all: a line each, those first that no file has. */
    async writeBlockerList(input: {
      run?: RunRef;
      blockers: readonly Blocker[];
      files: readonly string[];
    }): Promise<StoredFile> {
      const stored: Blocker[] = [];
      for (const sha256 of input.files)
        stored.push(...(JSON.parse((await store.get({ sha256 })).toString('utf8')) as readonly Blocker[]));
      const lines = new Set(stored.map(lineOf));
      const beside = input.blockers.filter(
        (blocker) => !stored.some(({ message }) => message.startsWith(blocker.message)),
      );
      return store.put([...beside.map(lineOf), ...lines, ''].join('\n'));
    },
  };
}

function lineOf({ type, message }: Blocker): string {
  return `${type}: ${message.replaceAll('\n', ' ')}`;
}
