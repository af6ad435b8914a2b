import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { isHarmless, makeHarmless } from './harmless-compute';
import { openHost, type HostInput } from '../toolbox/open-host';

/** The first start of the new nova-compute will be one in which it can stop, destroy, restart and replug nothing. */
export function createEnsureComputeHarmless(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const { ledger, machine } = await openHost(deps, input.run.cluster, host);
    const before = await isHarmless(machine);
    await ledger.recordUndo(input, 'freeCompute', { host });
    if (!before) await makeHarmless(machine);
    return { changed: !before, summary: `${host}: nova-compute will touch no guest when it starts.` };
  };
}
