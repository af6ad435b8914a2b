import { z } from 'zod';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { isHarmless, makeHarmless, makeOwn } from './harmless-compute';

const freeCompute = defineUndo({
  kind: 'freeCompute',
  detail: z.object({ host: z.string() }),
  undo: async (deps, { host }, { cluster }) => {
    const { machine, pair } = await openHost(deps, cluster, host);
    await makeOwn(machine, pair);
    return `${host}: nova-compute is not kept from anything any more.`;
  },
});

/** The first start of the new nova-compute will be one in which it can stop, destroy, restart and replug nothing. */
export const ensureComputeHarmless = defineStep({
  name: 'ensureComputeHarmless',
  once: 'done',
  undo: freeCompute,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const { ledger, machine, pair } = await openHost(deps, input.run.cluster, host);
    const before = await isHarmless(machine, pair);
    await freeCompute.record(ledger, input, { host });
    if (!before) await makeHarmless(machine, pair);
    return { changed: !before, summary: `${host}: nova-compute will touch no guest when it starts.` };
  },
});
