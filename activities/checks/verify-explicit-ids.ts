import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from '../../connectors/openstack/api-error';
import { createTenant, removeTenant } from '../../connectors/openstack/identity-api';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { EXPLICIT_IDS, takesIds } from '../network/target/explicit-ids';
import { openAccess } from '../toolbox/access';
import { openSession } from '../toolbox/open-session';

/** The throw-away project and user of the check. */
const TENANT = 'stackleap-explicit-id-check';

const removeCheckTenant = defineUndo({
  kind: 'removeTenant',
  detail: z.object({ name: z.string() }),
  undo: async (deps, { name }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    await removeTenant(session, name);
    return `Project and user ${name} are gone.`;
  },
});

/** Nobody may choose the id of an object any more: the extension is off for administrators, too. */
export const verifyExplicitIdsRefused = defineStep({
  name: 'verifyExplicitIdsRefused',
  once: 'never',
  undo: removeCheckTenant,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session } = await openAccess(deps, input.run.cluster);
    const { domain } = definition.target.identity;
    const password = randomUUID();
    await removeCheckTenant.record(ledger, input, { name: TENANT });
    try {
      // One that a killed attempt has left has a password that nobody knows any more.
      await removeTenant(session, TENANT);
      await createTenant(session, domain, { name: TENANT, password });
      const tenant = await openSession(definition, { username: TENANT, password, project: TENANT });
      const id = randomUUID();
      const refused = await refusal(new NetworkApi(tenant), id);
      if (!refused) await new NetworkApi(session).remove('network', id);
      const problems = [
        ...(refused ? [] : ['a tenant may choose the id of a network']),
        ...(await stillOn(new NetworkApi(session))),
      ];
      return await judge(ledger, input, { name: 'explicit ids', checked: 1, problems });
    } finally {
      await removeTenant(session, TENANT);
    }
  },
});

/** What shows that our extension is still loaded. */
async function stillOn(api: NetworkApi): Promise<readonly string[]> {
  const remedy = 'take it out of api_extensions_path and restart neutron-server (docs/network.md)';
  return [
    ...((await api.extensions()).has(EXPLICIT_IDS)
      ? [`Neutron still has the extension ${EXPLICIT_IDS}: ${remedy}`]
      : []),
    ...((await takesIds(api)) ? [`an administrator may still choose the id of a network: ${remedy}`] : []),
  ];
}

async function refusal(api: NetworkApi, id: string): Promise<boolean> {
  try {
    await api.create('network', { id, name: TENANT });
    return false;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 400 || error.status === 403)) return true;
    throw error;
  }
}
