import { z } from 'zod';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { eventually } from '../toolbox/eventually';
import { switchUnits } from '../toolbox/switch-units';
import { troublesOf } from './service-states';

const READY_WITHIN_MS = 240_000;

/** There is nothing to undo, but after a roll-back the restart is due again: closing the undo forgets that it was done. */
const forgetRestart = defineUndo({
  kind: 'forgetRestart',
  detail: z.object({}),
  undo: () => Promise.resolve('Control services stay as they are.'),
});

/**
 * Restarts the new control services, so that caches (cells, flavors, service rows) are of the imported data, and waits until
 * every API answers and every service is up. Done once a run is enough: the ledger remembers it.
 */
export const ensureServicesRestarted = defineStep({
  name: 'ensureServicesRestarted',
  once: 'done',
  undo: forgetRestart,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session } = await openAccess(deps, input.run.cluster);
    const done = (await ledger.readDone(input.run.cluster, input.step)) !== undefined;
    await forgetRestart.record(ledger, input, {});
    const restarted = done ? 0 : await switchUnits(deps, definition, 'restart', definition.target.services);
    await eventually(async () => {
      const troubles = await troublesOf(session);
      if (troubles.length > 0)
        throw failure('CheckFailed', `The new control plane is not ready: ${troubles.join('; ')}.`);
    }, READY_WITHIN_MS);
    return {
      changed: restarted > 0,
      summary: `${restarted} control services restarted; all APIs answer, all control services are up.`,
    };
  },
});
