import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readKeptSeeds } from './seeds/kept-seeds';

/** No seed is left: while one is, it passes by the agent's own rules. */
export const verifySeedsGone = defineStep({
  name: 'verifySeedsGone',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { bridges } = await readKeptSeeds(deps, open);
    const counts = await (await HostHelper.install(open.machine)).count(bridges, SEED_COOKIE);
    const left = Object.entries(counts).filter(([, count]) => count > 0);
    if (left.length > 0)
      throw failure(
        'HostNotReady',
        `${input.host}: seeds are left: ${left.map(([name, n]) => `${n} on ${name}`).join(', ')}.`,
      );
    return { changed: false, summary: `No seed is left on ${bridges.join(' and ')}.` };
  },
});
