import { NetworkApi } from '../../connectors/openstack/network-api';
import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess, type Access } from '../toolbox/access';
import { readBothSides } from './compare/both-sides';
import { differencesOf } from './compare/differences';
import { agentsAtWork } from './preflight/agents-at-work';
import { foreignObjects } from './preflight/foreign-objects';
import { detachedInterfaces } from './reconcile/detached-interfaces';
import { foreignMessage } from './reconcile/foreign';
import { findRemovals, REMOVED, type Removals } from './reconcile/removals';
import { readNetwork } from './source/read-liberty';
import { readClaims } from './target/claims';
import { readTarget } from './target/read-target';
import { noteUnchanged, untilSettled } from './target/recorded-proof';
import { detachInterfaces, removeRouters } from './target/router-interfaces';
import { removeObjects } from './target/undo-objects';

/**
 * Looks first whether anything is to be done at all. Deletes in the new Neutron what this upgrade has made there and the old one has no more, and what has to be created again since
 * Neutron does not let one change it. Before anything is touched it fails, with all of them, where objects are not ours
 * (`TargetNotClean`), or are ours and in use (`NetworkDiffers`).
 */
export const ensureGoneRemoved = defineStep({
  name: 'ensureGoneRemoved',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => removeGone(access, input), {
      onlyBefore: true,
      evenUnchanged: true,
    });
  },
});

async function removeGone(access: Access, input: StepInput): Promise<StepResult> {
  const { cluster } = input.run;
  const { definition, ledger, session } = access;
  const [strange] = [...(await foreignObjects(access)), ...(await agentsAtWork(access))];
  if (strange !== undefined) throw failure(strange.type, strange.message);
  const rows = await readNetwork(access);
  const claims = await readClaims(ledger, cluster);
  const now = await readTarget(access);
  const sides = await readBothSides(access, cluster, rows, now);
  const same = Object.entries(sides).every(
    ([kind, [wanted, present]]) => differencesOf(kind, wanted, present).length === 0,
  );
  await noteUnchanged(ledger, input, same);
  const removals = findRemovals(sides, claims);
  refuse(removals);
  const interfaces = detachedInterfaces(rows, now, definition.network.create, {
    routers: new Set(removals.ids.router),
    ports: new Set(removals.ids.port),
    claims,
  });

  const api = new NetworkApi(session);
  const { atOnce } = definition.network;
  let removed = await removeObjects(api, 'floatingip', removals.ids.floatingip, atOnce);
  removed += await detachInterfaces(api, interfaces);
  removed += await removeRouters(api, removals.ids.router);
  for (const { id, fields } of removals.released) await api.update('port', id, fields);
  for (const kind of REMOVED)
    if (kind !== 'floatingip' && kind !== 'router')
      removed += await removeObjects(api, kind, removals.ids[kind], atOnce);
  return {
    changed: removed + removals.released.length > 0,
    summary: `${removed} objects deleted that the old Neutron has no more, or has otherwise.`,
  };
}

function refuse({ foreign, used }: Removals): void {
  if (foreign.length > 0) throw failure('TargetNotClean', foreignMessage(foreign));
  if (used.length === 0) return;
  const message = `Neutron does not let one change what differs in ${used.length} objects: ${listFirst(used, '; ')}. Give them back in the old Neutron what they had, or roll the phase back: then all is created anew.`;
  throw failure('NetworkDiffers', message);
}
