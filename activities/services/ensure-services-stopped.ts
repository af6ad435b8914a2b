import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { selectUnits, switchUnits, unitDetail } from '../toolbox/switch-units';

/** Stops the old control plane's APIs; the fact `freeze` {at} is the moment at which their downtime began. */
export function createEnsureServicesStopped(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const running = await selectUnits(deps, definition, definition.source.apis, true);
    const detail = { ...unitDetail(running), at: new Date().toISOString() };
    // On a second attempt this is what the first one found, and when.
    const standing = await ledger.recordUndo(input, 'startUnits', detail);
    const stopped = await switchUnits(deps, definition, 'stop', running);
    await ledger.recordFact(input.run, 'freeze', { at: standing['at'] ?? detail.at });
    return { changed: stopped > 0, summary: `${stopped} units of the old control plane stopped.` };
  };
}
