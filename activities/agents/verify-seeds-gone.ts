import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { BYPASS_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readKeptBypass } from './bypass/kept-bypass';

/** No bypass flow is left: while one is, it passes by the agent's own rules. */
export const verifySeedsGone = defineStep({
  name: 'verifySeedsGone',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { bridges } = await readKeptBypass(deps, open);
    const counts = await (await HostHelper.install(open.machine)).count(bridges, BYPASS_COOKIE);
    const left = Object.entries(counts).filter(([, count]) => count > 0);
    if (left.length > 0)
      throw failure(
        'HostNotReady',
        `${input.host}: bypass flows are left: ${left.map(([name, n]) => `${n} on ${name}`).join(', ')}.`,
      );
    return { changed: false, summary: `No bypass flow is left on ${bridges.join(' and ')}.` };
  },
});
