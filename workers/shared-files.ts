import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store } from '../activities/dependencies';
import { clusterOf } from '../activities/toolbox/patience/cluster-of';
import { wrapFunctions, type Functions } from '../activities/toolbox/wrap-functions';
import type { LedgerFiles } from '../connectors/ledger/files';
import { createSharedStore, type SharedPlace } from '../connectors/store/shared-store';
import type { createStore } from '../connectors/store/store';
import type { ClusterDefinition } from '../model/cluster';

/** They come before preflight has said what is wrong with the target's server, and must not fail by it. */
const BEFORE_PREFLIGHT: ReadonlySet<string> = new Set(['buildPlan', 'writeBlockers', 'writeBlockerList']);

export interface SharedFiles {
  readonly store: Store;
  /** The same activities; what they put into the store is shared beside the ledger of the cluster that they are about. */
  readonly share: <T extends Functions>(activities: T) => T;
}

/** The store of a worker's activities. Outside of them, and where one names no cluster, it is the local one. */
export function createSharedFiles(
  local: ReturnType<typeof createStore>,
  readDefinition: (cluster: string) => Promise<ClusterDefinition>,
  filesOf: (definition: ClusterDefinition) => Promise<LedgerFiles>,
): SharedFiles {
  const place = new AsyncLocalStorage<SharedPlace>();
  return {
    store: createSharedStore(local, () => place.getStore()),
    share: (activities) =>
      wrapFunctions(activities, (name, call) => async (...input) => {
        const cluster = clusterOf(input[0]);
        if (cluster === '') return call(...input);
        const files = async (): Promise<LedgerFiles> => filesOf(await readDefinition(cluster));
        return place.run({ files, mayStay: BEFORE_PREFLIGHT.has(name) }, () => call(...input));
      }),
  };
}
