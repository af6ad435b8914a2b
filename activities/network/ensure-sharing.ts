import { z } from 'zod';
import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { pluralize } from '../../model/pluralize';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { DrawnIds } from './target/drawn-ids';
import { readNetworkUndos } from './target/claims';
import { recordList } from './target/ensure-objects';
import { untilSettled } from './target/recorded-proof';
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
  once: 'never',
  undo: deleteSharing,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensurePolicies(deps, access, input));
  },
});

async function ensurePolicies(deps: Dependencies, access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session } = access;
  const api = new NetworkApi(session);
  const wanted = wantedSharing(await readNetwork(access));
  const keys = new Set(wanted.map((policy) => sharingKey(policy)));
  const ours = deleteSharing.detailsOf(await readNetworkUndos(ledger, input.run.cluster)).flatMap(({ keys }) => keys);
  const removed = await removeSharing(
    api,
    ours.filter((key) => !keys.has(key)),
  );
  const before = await policies(api);
  const missing = wanted.filter((policy) => !before.has(sharingKey(policy)));
  await recordList(ledger, input, deleteSharing, {
    items: missing.map((policy) => sharingKey(policy)),
    itemsOf: (detail) => detail.keys,
    detailOf: (all) => ({ keys: all }),
  });
  await inParallel(missing, definition.network.atOnce, ({ id: _drawnByNeutron, ...policy }) =>
    api.create('rbac_policy', policy),
  );
  const { neutron } = definition.target.databases;
  const ids = await DrawnIds.of(await deps.databases.of(definition.target.server), neutron, 'networkrbacs');
  const now = missing.length === 0 ? before : await policies(api);
  let renamed = 0;
  for (const policy of wanted) {
    const found = now.get(sharingKey(policy));
    if (found === undefined || found.id === policy.id) continue;
    await ids.replace(found.id, policy.id);
    renamed++;
  }
  return {
    changed: missing.length + renamed + removed > 0,
    summary: `${pluralize(wanted.length, 'rule')} of who may use which network, ${missing.length} of them created now, ${removed} deleted.`,
  };
}

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
