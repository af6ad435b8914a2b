import { z } from 'zod';
import { setComputeService } from '../../connectors/openstack/compute-api';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { defineUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import type { HostInput } from '../toolbox/open-host';
import { ComputeService, NOT_YET } from './compute-service';
import { enableHost, servicesToCome } from './enable-host';

const disableCompute = defineUndo({
  kind: 'disableCompute',
  detail: z.object({ host: z.string() }),
  undo: async (deps, { host }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    const known = await setComputeService(session, host, { status: 'disabled', disabled_reason: NOT_YET });
    return known ? `The nova-compute of ${host} takes no new VMs any more.` : `Nova does not know ${host}.`;
  },
});

/**
 * The host's turn is over: its nova-compute may be given new VMs, unless network services are to be handed over first: then
 * `ensureHostsEnabled` does it.
 */
export const ensureComputeEnabled = defineStep({
  name: 'ensureComputeEnabled',
  once: 'done',
  undo: disableCompute,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, target } = access;
    const service = await new ComputeService(target, definition.target.databases.nova, host).read();
    if (service?.disabled_reason !== NOT_YET)
      return { changed: false, summary: `${host}: nova-compute was not disabled by this upgrade, and stays as it is.` };
    await disableCompute.record(ledger, input, { host });
    const toCome = await servicesToCome(definition, ledger);
    if (toCome.length > 0)
      return {
        changed: false,
        summary: `${host}: nova-compute takes no new VMs until ${toCome.join(', ')} is handed over.`,
      };
    return { changed: true, summary: await enableHost(access, host) };
  },
});
