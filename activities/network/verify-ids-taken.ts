import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openAccess } from '../services/access';
import { EXPLICIT_IDS, PROBE_NETWORK, takesIds } from './explicit-ids';

/** Proves with a throw-away network that Neutron keeps an id that it is given, before anything is made. */
export function createVerifyIdsTaken(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { ledger, session } = await openAccess(deps, input.run.cluster);
    await ledger.recordUndo(input, 'deleteNetworkObjects', { resource: 'network', ids: [PROBE_NETWORK.id] });
    if (await takesIds(new NetworkApi(session)))
      return { changed: false, summary: 'Neutron keeps ids that an administrator gives.' };
    throw failure(
      'ApiFailed',
      `Neutron does not keep the id of a new network: is the extension ${EXPLICIT_IDS} loaded by every neutron-server (docs/network.md), and the account of the definition an administrator?`,
    );
  };
}
