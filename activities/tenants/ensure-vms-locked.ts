import { z } from 'zod';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { defineUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { targetStatements } from '../toolbox/statements';
import { VmLocks } from './vm-locks';

const unlockVms = defineUndo({
  kind: 'unlockVms',
  /** How many hypervisors were to come. */
  detail: z.object({ hypervisors: z.number() }),
  undo: async (deps, _, { cluster }) => {
    const definition = await deps.readDefinition(cluster);
    const count = await new VmLocks(targetStatements(deps, definition), definition).unlock();
    return `${pluralize(count, 'VM')} unlocked.`;
  },
});

/** The step that unlocks a host's VMs. */
function unlockStep(host: string): string {
  return `agents/${host}/unlock`;
}

/**
 * Locks the VMs of all hypervisors whose turn is to come: what a tenant asks of one would be sent to a nova-compute that the new Nova does
 * not hear, and be waited for without an end. What was locked before is left as it is.
 */
export const ensureVmsLocked = defineStep({
  name: 'ensureVmsLocked',
  once: 'done',
  undo: unlockVms,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { cluster } = input.run;
    const definition = await deps.readDefinition(cluster);
    const ledger = await deps.ledger(definition);
    const through = await ledger.readDoneOf(cluster, definition.hypervisors.map(unlockStep));
    const due = definition.hypervisors.filter((host) => !through.has(unlockStep(host)));
    await unlockVms.record(ledger, input, { hypervisors: due.length });
    const count = await new VmLocks(targetStatements(deps, definition), definition).lock(due);
    return {
      changed: count > 0,
      summary: `${pluralize(count, 'VM')} locked on ${pluralize(due.length, 'hypervisor')} whose turn is to come.`,
    };
  },
});
