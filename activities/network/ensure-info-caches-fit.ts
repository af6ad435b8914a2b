import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { pluralize } from '../../model/pluralize';
import type { StepResult } from '../../model/run';
import { datapathTypeOf } from '../../model/network/switch';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { targetStatements } from '../toolbox/statements';
import { recordCacheChanges, type CacheChange } from './caches/cache-changes';
import { fittedInfo } from './caches/fitted-cache';
import { HostCaches } from './caches/host-caches';
import { restoreInfoCaches, type QueryOf } from './caches/restore-caches';

/** How often the rows are read again when somebody else writes them, too. */
const ROUNDS = 5;

/**
 * Lets Nova remember the datapath that the host's own br-int has. A nova-compute that starts plugs its guests' VIFs again and gives br-int
 * the datapath of each; one that its cache does not tell means the kernel's, and on the userspace's all guests would go dark.
 */
export const ensureInfoCachesFit = defineStep({
  name: 'ensureInfoCachesFit',
  once: 'done',
  undo: restoreInfoCaches,
  run: (deps: Dependencies, input: HostInput) => fitCaches(deps, input),
});

/** The same on rows that `queryOf` answers. */
export async function fitCaches(
  deps: Dependencies,
  input: HostInput,
  queryOf: QueryOf = targetStatements,
): Promise<StepResult> {
  const { host } = input;
  const { definition, ledger, machine } = await openHost(deps, input.run.cluster, host);
  const bridge = definition.network.integrationBridge;
  const datapath = datapathTypeOf(await readSwitch(machine), bridge);
  if (datapath === undefined) return { changed: false, summary: `${host} has no bridge ${bridge}: nothing to fit.` };
  const caches = new HostCaches(queryOf(deps, definition), definition.target.databases.nova);
  const written = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const present = await caches.ofHost(host);
    const changes = present.flatMap((cache): readonly CacheChange[] => {
      const now = fittedInfo(cache, datapath);
      return now === undefined ? [] : [{ id: cache.id, instance: cache.instance, old: cache.info, now }];
    });
    if (changes.length === 0)
      return {
        changed: written.size > 0,
        summary: `${host}: ${bridge} has the datapath ${datapath}; ${pluralize(present.length, 'instance')}, the caches of ${written.size} of them gave another one until now.`,
      };
    await recordCacheChanges(ledger, deps.store, input, changes);
    for (const { id, old, now } of changes) {
      await caches.replace(id, old, now);
      written.add(id);
    }
  }
  throw failure('InFlight', `${host}: somebody else writes instance_info_caches of its instances again and again.`);
}
