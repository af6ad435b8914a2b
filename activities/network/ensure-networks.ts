import { NetworkApi } from '../../connectors/openstack/network-api';
import { counted } from '../../model/counted';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../services/access';
import { ensureObjects } from './ensure-objects';
import { readNetwork, type LibertyRows } from './read-liberty';
import { wantedNetworks } from './wanted/networks';
import { wantedSubnets } from './wanted/subnets';

/** Networks with their ids, segments and MTU. */
export function createEnsureNetworks(deps: Dependencies) {
  return ensureKind(deps, 'network', wantedNetworks);
}

/** Subnets with their ids, pools, gateways, name servers and routes. */
export function createEnsureSubnets(deps: Dependencies) {
  return ensureKind(deps, 'subnet', wantedSubnets);
}

function ensureKind(
  deps: Dependencies,
  resource: 'network' | 'subnet',
  wantedOf: (rows: LibertyRows) => ReturnType<typeof wantedNetworks>,
) {
  return async (input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, session } = access;
    const wanted = wantedOf(await readNetwork(access));
    const tools = { api: new NetworkApi(session), ledger, atOnce: definition.network.atOnce };
    const made = await ensureObjects(tools, input, resource, wanted);
    return { changed: made > 0, summary: `${counted(wanted.length, resource)}, ${made} of them made now.` };
  };
}
