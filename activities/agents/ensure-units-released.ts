import { z } from 'zod';
import type { StepResult } from '../../model/run';
import type { HeldUnit } from '../../model/pair/units';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { heldUnits } from '../toolbox/held-units';
import { maskUnits, unmaskUnits } from '../toolbox/hold-units';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readUnits } from '../toolbox/units';

/** What was only kept from being touched; what was stopped for a reason is for a step or an operator to start. */
function keptUnits(held: readonly HeldUnit[]): readonly string[] {
  return held.filter(({ how }) => how === 'keep').map(({ unit }) => unit);
}

const holdUnits = defineUndo({
  kind: 'holdUnits',
  detail: z.object({ host: z.string(), units: z.array(z.string()).readonly() }),
  undo: async (deps, { host, units }, { cluster }) => {
    const { machine } = await openHost(deps, cluster, host);
    await maskUnits(machine, units);
    return `${host}: ${units.length} units are held again.`;
  },
});

/** Takes the masks away under which the packages were swapped: at the next boot the host is to come up whole. Starts nothing. */
export const ensureUnitsReleased = defineStep({
  name: 'ensureUnitsReleased',
  once: 'done',
  undo: holdUnits,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const kept = keptUnits(heldUnits(definition, pair));
    const masked = (await readUnits(machine, kept)).filter((state) => state.masked).map(({ unit }) => unit);
    if (masked.length === 0) return { changed: false, summary: `${input.host}: no unit is held.` };
    await holdUnits.record(ledger, input, { host: input.host, units: masked });
    await unmaskUnits(machine, masked);
    return { changed: true, summary: `${input.host}: ${masked.length} units are no longer held.` };
  },
});
