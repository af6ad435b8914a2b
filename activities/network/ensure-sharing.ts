import { z } from 'zod';
import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { pluralize } from '../../model/pluralize';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { DrawnIds } from './target/drawn-ids';
import { recordList } from './target/ensure-objects';
import { readNetwork } from './source/read-liberty';
import { sharingKey, wantedSharing } from './wanted/sharing';

const deleteSharing = defineUndo({
  kind: 'deleteSharing',
  detail: z.object({ keys: z.array(z.string()).readonly() }),
  undo: async (deps, { keys }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    return `${await removeSharing(new NetworkApi(session), keys)} of ${keys.length} rules of sharing deleted.`;
  },
});

/** Who may use whose networks, with the ids that these policies had: Neutron draws others first. */
export const ensureSharing = defineStep({
  name: 'ensureSharing',
  once: 'done',
  undo: deleteSharing,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, session } = access;
    const api = new NetworkApi(session);
    const wanted = wantedSharing(await readNetwork(access));
    const before = await policies(api);
    const missing = wanted.filter((policy) => !before.has(sharingKey(policy)));
    await recordList(ledger, input, deleteSharing, {
      items: missing.map((policy) => sharingKey(policy)),
      itemsOf: ({ keys }) => keys,
      detailOf: (keys) => ({ keys }),
    });
    await inParallel(missing, definition.network.atOnce, ({ id: _drawnByNeutron, ...policy }) =>
      api.create('rbac_policy', policy),
    );
    const ids = await DrawnIds.of(
      await deps.databases.of(definition.target.server),
      definition.target.databases.neutron,
      'networkrbacs',
    );
    const now = missing.length === 0 ? before : await policies(api);
    let renamed = 0;
    for (const policy of wanted) {
      const found = now.get(sharingKey(policy));
      if (found === undefined || found.id === policy.id) continue;
      await ids.replace(found.id, policy.id);
      renamed++;
    }
    return {
      changed: missing.length + renamed > 0,
      summary: `${pluralize(wanted.length, 'rule')} of who may use which network, ${missing.length} of them created now.`,
    };
  },
});

/** By what they allow; those of external networks come and go with these. */
async function policies(api: NetworkApi): Promise<ReadonlyMap<string, NetworkObject>> {
  const all = await api.list('rbac_policy', { object_type: 'network' });
  return new Map(all.map((policy) => [sharingKey(policy), policy]));
}

/** Deletes the policies with these keys; returns how many there were. */
async function removeSharing(api: NetworkApi, keys: readonly string[]): Promise<number> {
  const present = await policies(api);
  const ours = keys.flatMap((key) => present.get(key) ?? []);
  for (const { id } of ours) await api.remove('rbac_policy', id);
  return ours.length;
}
