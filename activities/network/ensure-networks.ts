import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import { counted } from '../../model/counted';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { ensureObjects, isEmpty } from './target/ensure-objects';
import { readNetwork, type LibertyRows } from './source/read-liberty';
import { wantedNetworks } from './wanted/networks';
import { wantedSubnets } from './wanted/subnets';

/** Networks with their ids, segments and MTU. */
export function createEnsureNetworks(deps: Dependencies) {
  return ensureKind(deps, 'network', wantedNetworks);
}

/** Subnets with their ids, pools, gateways, name servers and routes. */
export function createEnsureSubnets(deps: Dependencies) {
  return ensureKind(deps, 'subnet', wantedSubnets, ensureNoPools);
}

/** Who posts a subnet without a pool gets one of all its addresses; it is taken away again. */
async function ensureNoPools(api: NetworkApi, wanted: readonly NetworkObject[]): Promise<number> {
  const without = new Set(wanted.filter((subnet) => isEmpty(subnet['allocation_pools'])).map(({ id }) => id));
  if (without.size === 0) return 0;
  const due = (await api.list('subnet')).filter(
    ({ id, allocation_pools: pools }) => without.has(id) && !isEmpty(pools),
  );
  for (const { id } of due) await api.update('subnet', id, { allocation_pools: [] });
  return due.length;
}

function ensureKind(
  deps: Dependencies,
  resource: 'network' | 'subnet',
  wantedOf: (rows: LibertyRows) => NetworkObject[],
  correct: (api: NetworkApi, wanted: readonly NetworkObject[]) => Promise<number> = async () => Promise.resolve(0),
) {
  return async (input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, session } = access;
    const wanted = wantedOf(await readNetwork(access));
    const api = new NetworkApi(session);
    const made = await ensureObjects({ api, ledger, atOnce: definition.network.atOnce }, input, resource, wanted);
    const corrected = await correct(api, wanted);
    return { changed: made + corrected > 0, summary: `${counted(wanted.length, resource)}, ${made} of them made now.` };
  };
}
