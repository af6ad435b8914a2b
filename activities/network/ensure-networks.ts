import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../services/access';
import { ensureObjects } from './ensure-objects';
import { readLiberty } from './read-liberty';
import { wantedNetworks } from './wanted/networks';
import { wantedSubnets } from './wanted/subnets';

/** Networks with their ids, segments, MTU and sharing. */
export function createEnsureNetworks(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, source } = await openAccess(deps, input.run.cluster);
    const wanted = wantedNetworks(await readLiberty(source, definition.source.databases.neutron));
    const made = await ensureObjects(new NetworkApi(session), ledger, input, 'network', wanted);
    return { changed: made > 0, summary: `${wanted.length} networks, ${made} of them made now.` };
  };
}

/** Subnets with their ids, pools, gateways, name servers and routes. */
export function createEnsureSubnets(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, source } = await openAccess(deps, input.run.cluster);
    const wanted = wantedSubnets(await readLiberty(source, definition.source.databases.neutron));
    const made = await ensureObjects(new NetworkApi(session), ledger, input, 'subnet', wanted);
    return { changed: made > 0, summary: `${wanted.length} subnets, ${made} of them made now.` };
  };
}
