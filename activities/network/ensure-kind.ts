import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { withAbsent } from './compare/absent';
import { changesOf } from './reconcile/changes';
import { refuseForeign } from './reconcile/foreign';
import { updateObjects } from './reconcile/update-objects';
import { readNetwork, type LibertyRows } from './source/read-liberty';
import { readClaims } from './target/claims';
import { ensureObjects } from './target/ensure-objects';
import { readTarget } from './target/read-target';
import { untilSettled } from './target/recorded-proof';

/**
 * Creates what is missing of one kind of object, and updates what differs; `correct` then mends what Neutron has added by itself, and
 * counts it.
 */
export async function ensureKind(
  deps: Dependencies,
  input: StepInput,
  resource: 'network' | 'subnet',
  wantedOf: (rows: LibertyRows) => NetworkObject[],
  correct: (api: NetworkApi, wanted: readonly NetworkObject[]) => Promise<number> = async () => Promise.resolve(0),
): Promise<StepResult> {
  const access = await openAccess(deps, input.run.cluster);
  const { definition, ledger, session } = access;
  return untilSettled(ledger, input, async () => {
    const { atOnce } = definition.network;
    const wanted = wantedOf(await readNetwork(access));
    const compared = wanted.map((object) => withAbsent(resource, object));
    const { changed, fixed } = changesOf(resource, compared, wantedOf(await readTarget(access)));
    const api = new NetworkApi(session);
    const claims = await readClaims(ledger, input.run.cluster);
    refuseForeign(resource, fixed, claims);
    const updated = await updateObjects({ api, claims, atOnce }, resource, changed);
    const made = await ensureObjects({ api, ledger, atOnce }, input, resource, wanted);
    const corrected = await correct(api, wanted);
    return {
      changed: made + updated + corrected > 0,
      summary: `${pluralize(wanted.length, resource)}, ${made} of them created now, ${updated} updated.`,
    };
  });
}
