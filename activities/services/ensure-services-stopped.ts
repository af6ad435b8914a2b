import { z } from 'zod';
import type { StepInput, StepResult } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { selectUnits, switchUnits, unitListSchema } from '../toolbox/switch-units';

/** When the downtime of the old APIs began, in ISO 8601. */
const freezeFact = defineFact<{ readonly at: string }>('freeze');

const startUnits = defineUndo({
  kind: 'startUnits',
  detail: z.object({
    units: unitListSchema,
    /** When they were found running, in ISO 8601. */
    at: z.string().exactOptional(),
  }),
  undo: async (deps, { units }, { cluster }) => {
    const definition = await deps.readDefinition(cluster);
    const started = await switchUnits(deps, definition, 'start', await selectUnits(deps, definition, units, false));
    return `${started} units started again.`;
  },
});

/** Stops the old control plane's APIs; the fact `freeze` {at} is the moment at which their downtime began. */
export const ensureServicesStopped = defineStep({
  name: 'ensureServicesStopped',
  once: 'done',
  undo: startUnits,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const running = await selectUnits(deps, definition, definition.source.apis, true);
    const detail = { units: running, at: new Date().toISOString() };
    // On a second attempt this is what the first one found, and when.
    const standing = await startUnits.record(ledger, input, detail);
    const stopped = await switchUnits(deps, definition, 'stop', running);
    await freezeFact.record(ledger, input.run, { at: standing.at ?? detail.at });
    return { changed: stopped > 0, summary: `${stopped} units of the old control plane stopped.` };
  },
});
