import { NetworkApi } from '../../connectors/openstack/network-api';
import { listFirst } from '../../model/list-first';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { targetStatements } from '../toolbox/statements';
import type { NeutronObjects } from './caches/built-vif';
import { recordCacheChanges } from './caches/cache-changes';
import { incompleteCaches } from './caches/filled-caches';
import { HostCaches } from './caches/host-caches';
import { restoreInfoCaches, type QueryOf } from './caches/restore-caches';

/** How often the rows are read again when somebody else writes them, too. */
const ROUNDS = 5;

/**
 * Lets Nova remember ports that an instance has and that its cache has lost: an old Nova under load has left empty ones, and without them
 * the new one would plug nothing. They are made of the new Neutron's ports.
 */
export const ensureInfoCachesFilled = defineStep({
  name: 'ensureInfoCachesFilled',
  once: 'done',
  undo: restoreInfoCaches,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { session } = await openAccess(deps, input.run.cluster);
    const api = new NetworkApi(session);
    const [networks, subnets] = [await api.list('network'), await api.list('subnet')];
    return fillCaches(deps, input, {
      ports: await api.list('port'),
      networks: new Map(networks.map((one) => [one.id, one])),
      subnets: new Map(subnets.map((one) => [one.id, one])),
    });
  },
});

/** The same of what Neutron has said, on rows that `queryOf` answers. */
export async function fillCaches(
  deps: Dependencies,
  input: StepInput,
  neutron: NeutronObjects,
  queryOf: QueryOf = targetStatements,
): Promise<StepResult> {
  const { cluster } = input.run;
  const definition = await deps.readDefinition(cluster);
  const ledger = await deps.ledger(definition);
  const { nova } = definition.target.databases;
  const query = queryOf(deps, definition);
  const filled = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const changes = await incompleteCaches(query, nova, neutron, definition.network.integrationBridge);
    if (changes.length === 0) {
      const which = filled.size === 0 ? '' : `: ${listFirst([...filled])}`;
      const summary = `The caches of ${pluralize(filled.size, 'instance')} had lost ports and have them again${which}.`;
      return { changed: filled.size > 0, summary };
    }
    await recordCacheChanges(ledger, deps.store, { ...input, host: cluster }, changes);
    const caches = new HostCaches(query, nova);
    for (const { id, instance, old, now } of changes) {
      await caches.replace(id, old, now);
      filled.add(instance);
    }
  }
  throw failure('InFlight', `${cluster}: somebody else writes instance_info_caches again and again.`);
}
