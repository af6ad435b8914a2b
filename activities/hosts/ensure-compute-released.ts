import type { StepResult } from '../../model/run';
import { held } from '../agents/held';
import type { Dependencies } from '../dependencies';
import { settleGuests } from '../guests/settle-guests';
import { openAccess } from '../services/access';
import { isHarmless, makeOwn } from './harmless-compute';
import type { HostInput } from './open-host';
import { startCompute } from './start-compute';

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
    if (!definition.guests.unproven.includes(host)) {
      const { reasons } = await settleGuests(deps, { ...input, step: siblingOf(input.step) });
      if (reasons.length > 0) return held(host, reasons);
    }
    const before = await isHarmless(machine);
    await ledger.recordUndo(input, 'tameCompute', { host, harmless: before });
    if (before) {
      await makeOwn(machine);
      await startCompute(access, machine);
    }
    return { changed: before, summary: `nova-compute on ${host} runs with its own configuration.` };
  };
}

/** States that rows take over belong to the step that takes them over first: it undoes them all. */
function siblingOf(step: string): string {
  return step.replace(/[^/]+$/, 'guests');
}
