import type { StepResult } from '../../model/run';
import { held } from '../toolbox/held';
import type { Dependencies } from '../dependencies';
import { settleGuests, settlingStep } from '../guests/settle-guests';
import { openAccess } from '../toolbox/access';
import { isHarmless, makeOwn, readComputeRuns } from './harmless-compute';
import type { HostInput } from '../toolbox/open-host';
import { startCompute, untilComputeReports } from './start-compute';

/**
 * Starts nova-compute once more, with its own configuration: from here on it does to guests what their rows say. So what it would do
 * is looked at once more just before, and holds the host.
 */
export function createEnsureComputeReleased(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const machine = await deps.machine(definition, host);
    const before = await isHarmless(machine);
    const summary = `nova-compute on ${host} runs with its own configuration.`;
    if (!before && (await readComputeRuns(machine)) === 'own') {
      await untilComputeReports(access, machine);
      return { changed: false, summary };
    }
    const { reasons } = await settleGuests(access, machine, settlingStep(input));
    if (reasons.length > 0) return held(host, reasons);
    await ledger.recordUndo(input, 'tameCompute', { host, harmless: before });
    // After an undo of this step alone it is stopped.
    if (before && (await readComputeRuns(machine)) !== 'harmless') await startCompute(access, machine);
    await makeOwn(machine);
    await startCompute(access, machine);
    return { changed: true, summary };
  };
}
