import { listFirst } from '../../../model/list-first';
import { pluralize } from '../../../model/pluralize';
import type { Statements } from '../../../connectors/mysql/statements';
import type { Dependencies } from '../../dependencies';
import { targetStatements } from '../../toolbox/statements';
import { fittedCaches, readCacheChanges, takeChangesBack, type CachesBefore } from './cache-changes';
import { HostCaches } from './host-caches';

export type QueryOf = (...of: Parameters<typeof targetStatements>) => Statements;

/** What undoes every step that writes caches. */
export const restoreInfoCaches = fittedCaches.undoneBy((deps, before, { cluster }) =>
  restoreCaches(deps, cluster, before),
);

/** Gives the rows exactly the text that they had. */
export async function restoreCaches(
  deps: Dependencies,
  cluster: string,
  before: CachesBefore,
  queryOf: QueryOf = targetStatements,
): Promise<string> {
  const definition = await deps.readDefinition(cluster);
  const caches = new HostCaches(queryOf(deps, definition), definition.target.databases.nova);
  const { restored, left } = await takeChangesBack(caches, await readCacheChanges(deps.store, before));
  const rest =
    left.length === 0 ? '' : ` Left alone, because they were written since: those of instances ${listFirst(left)}.`;
  return `${before.host}: the caches of ${pluralize(restored, 'instance')} are as before.${rest}`;
}
