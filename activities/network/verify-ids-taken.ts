import { z } from 'zod';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { defaultGroupIds } from './target/default-groups';
import { beginUnsettled } from './target/recorded-proof';
import { EXPLICIT_IDS, PROBE_NETWORK, takesIds } from './target/explicit-ids';

const removeProbeNetwork = defineUndo({
  kind: 'removeProbeNetwork',
  detail: z.object({ project: z.string(), hadDefaultGroup: z.boolean() }),
  undo: async (deps, { project, hadDefaultGroup }, { cluster }) => {
    const { definition, session, target } = await openAccess(deps, cluster);
    const api = new NetworkApi(session);
    await api.remove('network', PROBE_NETWORK.id);
    const group = (await defaultGroupIds(target, definition.target.databases.neutron)).get(project);
    if (!hadDefaultGroup && group !== undefined) await api.remove('security_group', group);
    return 'The throw-away network is gone.';
  },
});

/** Proves with a throw-away network that Neutron keeps an id that it is given, before anything is made. */
export const verifyIdsTaken = defineStep({
  name: 'verifyIdsTaken',
  once: 'proven',
  undo: removeProbeNetwork,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, target } = await openAccess(deps, input.run.cluster);
    // Our project's default group is born with its first network.
    const before = await defaultGroupIds(target, definition.target.databases.neutron);
    const project = await session.projectId();
    await beginUnsettled(ledger, input.run);
    await removeProbeNetwork.record(ledger, input, { project, hadDefaultGroup: before.has(project) });
    if (await takesIds(new NetworkApi(session)))
      return { changed: false, summary: 'Neutron keeps ids that an administrator gives.' };
    throw failure(
      'ApiFailed',
      `Neutron does not keep the id of a new network: is the extension ${EXPLICIT_IDS} loaded by every neutron-server (docs/network.md), and the account of the definition an administrator?`,
    );
  },
});
