import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { counted } from '../../model/counted';
import type { Undo } from '../../model/ledger';
import { named } from '../../model/named';
import type { StepResult } from '../../model/run';
import { datapathTypeOf } from '../../model/network/switch';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { targetQuery } from '../toolbox/databases';
import type { Query } from '../toolbox/query';
import {
  readCacheChanges,
  recordCacheChanges,
  takeChangesBack,
  type CacheChange,
  type CachesBefore,
} from './caches/cache-changes';
import { fittedInfo } from './caches/fitted-cache';
import { HostCaches } from './caches/host-caches';

/** How often the rows are read again when somebody else writes them, too. */
const ROUNDS = 5;

/**
 * Lets Nova remember the datapath that the host's own br-int has. A nova-compute that starts plugs its guests' VIFs anew and gives br-int
 * the datapath of each; one that its cache does not tell means the kernel's, and on the userspace's all guests would go dark.
 */
export function createEnsureInfoCachesFit(
  deps: Dependencies,
  queryOf: (...of: Parameters<typeof targetQuery>) => Query = targetQuery,
) {
  return async (input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, host);
    const bridge = definition.network.integrationBridge;
    const datapath = datapathTypeOf(await readSwitch(machine), bridge);
    if (datapath === undefined) return { changed: false, summary: `${host} has no bridge ${bridge}: nothing to fit.` };
    const caches = new HostCaches(queryOf(definition), definition.target.databases.nova);
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
          summary: `${host}: ${bridge} has the datapath ${datapath}; ${counted(present.length, 'instance')}, the caches of ${written.size} of them told another one until now.`,
        };
      await recordCacheChanges(ledger, deps.store, input, changes);
      for (const { id, old, now } of changes) {
        await caches.replace(id, old, now);
        written.add(id);
      }
    }
    throw failure('InFlight', `${host}: somebody else writes instance_info_caches of its instances again and again.`);
  };
}

/** Gives the rows exactly the text that they had. */
export function createRestoreInfoCaches(
  deps: Dependencies,
  queryOf: (...of: Parameters<typeof targetQuery>) => Query = targetQuery,
): Undo {
  return async (entry) => {
    const definition = await deps.readDefinition(entry.cluster);
    const detail = entry.detail as unknown as CachesBefore;
    const caches = new HostCaches(queryOf(definition), definition.target.databases.nova);
    const { restored, left } = await takeChangesBack(caches, await readCacheChanges(deps.store, detail));
    const rest =
      left.length === 0 ? '' : ` Left alone, because they were written since: those of instances ${named(left)}.`;
    return `${detail.host}: the caches of ${counted(restored, 'instance')} are as before.${rest}`;
  };
}
