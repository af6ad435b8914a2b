import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { ensureObjects } from './target/ensure-objects';
import { readNetwork, type LibertyRows } from './source/read-liberty';

/** Creates what is missing of one kind of object; `correct` then mends what Neutron has added by itself, and counts it. */
export async function ensureKind(
  deps: Dependencies,
  input: StepInput,
  resource: 'network' | 'subnet',
  wantedOf: (rows: LibertyRows) => NetworkObject[],
  correct: (api: NetworkApi, wanted: readonly NetworkObject[]) => Promise<number> = async () => Promise.resolve(0),
): Promise<StepResult> {
  const access = await openAccess(deps, input.run.cluster);
  const { definition, ledger, session } = access;
  const wanted = wantedOf(await readNetwork(access));
  const api = new NetworkApi(session);
  const made = await ensureObjects({ api, ledger, atOnce: definition.network.atOnce }, input, resource, wanted);
  const corrected = await correct(api, wanted);
  return {
    changed: made + corrected > 0,
    summary: `${pluralize(wanted.length, resource)}, ${made} of them created now.`,
  };
}
