import type { RunRef, StoredFile } from '../../model/run';
import { inDatacenter } from '../toolbox/activities';
import { describe } from '../toolbox/failures';
import type { HostCheck } from './command-handler';

/** An operator waits for the answer. */
const ANSWER_WITHIN = '20s';

/** Asks the plan whether a host has its turn in it. A command that cannot be checked is refused: one that is lost can be sent again. */
export function hostsOfPlan({ run, plan }: { readonly run: RunRef; readonly plan: StoredFile }): HostCheck {
  return async (host) => {
    try {
      const plans = inDatacenter(run.datacenter, `Look whether ${host} is in the plan`, ANSWER_WITHIN);
      return (await plans.readHostObjection({ run: { ...run }, plan, host })) ?? undefined;
    } catch (error) {
      return `the plan cannot be asked for ${host}, send it again later: ${describe(error).message}`;
    }
  };
}
