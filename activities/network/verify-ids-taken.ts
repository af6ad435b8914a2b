import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { defaultGroupIds } from './target/default-groups';
import { EXPLICIT_IDS, takesIds } from './target/explicit-ids';

/** Proves with a throw-away network that Neutron keeps an id that it is given, before anything is made. */
export function createVerifyIdsTaken(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, target } = await openAccess(deps, input.run.cluster);
    // Our project's default group is born with its first network.
    const before = await defaultGroupIds(target, definition.target.databases.neutron);
    const project = await session.projectId();
    await ledger.recordUndo(input, 'removeProbeNetwork', { project, hadDefaultGroup: before.has(project) });
    if (await takesIds(new NetworkApi(session)))
      return { changed: false, summary: 'Neutron keeps ids that an administrator gives.' };
    throw failure(
      'ApiFailed',
      `Neutron does not keep the id of a new network: is the extension ${EXPLICIT_IDS} loaded by every neutron-server (docs/network.md), and the account of the definition an administrator?`,
    );
  };
}
