import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import { createDependencies } from '../../workers/dependencies';

/** Reads something of a cluster from where the command line runs, and closes what was opened for it. */
export async function withDependencies<T>(
  { datacenter }: Pick<ClusterDefinition, 'datacenter'>,
  read: (deps: Dependencies) => Promise<T>,
): Promise<T> {
  const { deps, close } = createDependencies(datacenter);
  try {
    return await read(deps);
  } finally {
    await close();
  }
}
