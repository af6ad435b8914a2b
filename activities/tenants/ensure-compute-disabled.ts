import { z } from 'zod';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { defineUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import type { HostInput } from '../toolbox/open-host';
import { targetStatements } from '../toolbox/statements';
import { ComputeService, NOT_YET } from './compute-service';

const restoreComputeService = defineUndo({
  kind: 'restoreComputeService',
  detail: z.object({
    host: z.string(),
    /** Null where the new Nova did not know it. */
    before: z.object({ disabled: z.number(), disabled_reason: z.string().nullable() }).nullable(),
  }),
  undo: async (deps, { host, before }, { cluster }) => {
    const definition = await deps.readDefinition(cluster);
    const service = new ComputeService(targetStatements(deps, definition), definition.target.databases.nova, host);
    await (before === null ? service.remove() : service.set(before));
    return `The nova-compute of ${host} is as the new Nova knew it.`;
  },
});

/** To be done before a host's nova-compute starts: it takes no new VMs until its turn is over. */
export const ensureComputeDisabled = defineStep({
  name: 'ensureComputeDisabled',
  once: 'done',
  undo: restoreComputeService,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const definition = await deps.readDefinition(input.run.cluster);
    const service = new ComputeService(targetStatements(deps, definition), definition.target.databases.nova, host);
    const before = (await service.read()) ?? null;
    await restoreComputeService.record(await deps.ledger(definition), input, { host, before });
    if (before === null) await service.insertDisabled();
    else if (before.disabled === 0) await service.set({ disabled: 1, disabled_reason: NOT_YET });
    const changed = before === null || before.disabled === 0;
    return { changed, summary: `${host}: nova-compute takes no new VMs until its turn is over.` };
  },
});
