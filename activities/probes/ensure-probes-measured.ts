import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { describeLoss } from './loss-fact';
import { recordLoss } from './record-loss';

/** Records what was lost so far as the fact `loss`; the probes continue. */
export const ensureProbesMeasured = defineStep({
  name: 'ensureProbesMeasured',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const measured = await recordLoss(deps, definition, ledger, input.run);
    return { changed: false, summary: describeLoss(measured) };
  },
});
