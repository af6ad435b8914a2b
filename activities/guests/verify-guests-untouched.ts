import { counted } from '../../model/counted';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { lookAtGuests } from './look-at-guests';
import { witnessedHost } from './witnessed-host';

/** Every guest of the host is the process that it was, in the same state, on the same devices, and would start as it would have. */
export const verifyGuestsUntouched = defineStep({
  name: 'verifyGuestsUntouched',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const witnessed = await witnessedHost(deps, open, input.run);
    const count = await lookAtGuests(open, witnessed, input.run, { definitions: true });
    const told = witnessed.domains === null ? 'its guests cannot be seen' : `${counted(count, 'guest')} untouched`;
    return { changed: false, summary: `${input.host}: ${told}.` };
  },
});
