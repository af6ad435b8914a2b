import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { endProbes } from './end-probes';
import { readSets } from './sets';

/** Records what was lost in the whole run as the fact `loss`, ends the cluster's probes and takes the run's logs into the store. */
export const ensureProbesStopped = defineStep({
  name: 'ensureProbesStopped',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    if ((await readSets(ledger, input.run.cluster)).length === 0)
      return { changed: false, summary: 'No probes were started.' };
    const { stopped, summary } = await endProbes(deps, definition, ledger, input.run);
    return { changed: stopped > 0, summary };
  },
});
