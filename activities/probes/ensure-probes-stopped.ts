import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { endProbes } from './end-probes';
import { readProbed } from './probed';

/** Records what was lost in the whole run as the fact `loss`, ends the probes and takes their logs into the store. */
export function createEnsureProbesStopped(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const probed = await readProbed(ledger, input.run.cluster);
    if (probed === undefined) return { changed: false, summary: 'No probes were started.' };
    const { stopped, summary } = await endProbes(deps, definition, ledger, input.run, probed.set);
    return { changed: stopped > 0, summary };
  };
}
