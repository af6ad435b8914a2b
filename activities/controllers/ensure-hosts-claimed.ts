import { z } from 'zod';
import { removeResourceProvider } from '../../connectors/openstack/placement-api';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { ComputeRows } from './compute-rows';
import type { HostsInput } from './hosts-input';

const forgetHosts = defineUndo({
  kind: 'forgetHosts',
  detail: z.object({ hosts: z.array(z.string()).readonly() }),
  undo: async (deps, { hosts }, { cluster }) => {
    const { definition, session, target } = await openAccess(deps, cluster);
    const rows = new ComputeRows(target, definition);
    for (const node of await rows.nodesOf(hosts)) await removeResourceProvider(session, node);
    await rows.forget(hosts);
    return `The new Nova has forgotten ${hosts.join(', ')}.`;
  },
});

/**
 * Records what takes these hosts out of the new Nova again. To be done before their nova-compute starts: undone after it has
 * been stopped, or it would report itself again at once.
 */
export const ensureHostsClaimed = defineStep({
  name: 'ensureHostsClaimed',
  once: 'done',
  undo: forgetHosts,
  run: async (deps: Dependencies, input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const known = new Set(await new ComputeRows(target, definition).mappedOf(input.hosts));
    const hosts = input.hosts.filter((host) => !known.has(host));
    if (hosts.length > 0) await forgetHosts.record(ledger, input, { hosts });
    return { changed: false, summary: `${hosts.length} hosts are new to Nova, ${known.size} are known.` };
  },
});
