import { z } from 'zod';
import { removeAllocations } from '../../../connectors/openstack/placement-api';
import { defineUndo } from '../../define/undo';
import { openAccess } from '../../toolbox/access';
import { inParallel } from '../../toolbox/in-parallel';
import { consumersAmong } from './consumers-among';
import { putLimitsBack, roomSchema } from './room';

/** Takes the allocations of these VMs out of Placement again. */
export const deleteAllocations = defineUndo({
  kind: 'deleteAllocations',
  detail: z.object({
    consumers: z.array(z.string()).readonly(),
    /** Of these providers; absent in what earlier versions have recorded: of any. */
    providers: z.array(z.string()).exactOptional(),
    /** Limits that were raised while the allocations were written, and must not stay so. */
    raised: z.array(roomSchema).exactOptional(),
  }),
  undo: async (deps, { consumers, providers, raised = [] }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    for (const room of raised) await putLimitsBack(session, room);
    const ours = providers === undefined ? consumers : await consumersAmong(session, providers, new Set(consumers));
    await inParallel(ours, 8, (consumer) => removeAllocations(session, consumer));
    return `The allocations of ${ours.length} VMs are deleted.`;
  },
});
