import { z } from 'zod';
import { pluralize } from '../../model/pluralize';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { defineUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { databaseNow } from '../services/tenant-writes';
import type { HostInput } from '../toolbox/open-host';
import { failure } from '../toolbox/failure';
import { sourceStatements, targetStatements } from '../toolbox/statements';
import { readActionsOn } from './actions-on';
import { LOCK_STEP, VmLocks } from './vm-locks';

const lockVms = defineUndo({
  kind: 'lockVms',
  detail: z.object({
    host: z.string(),
    /** By the target database's clock, in UTC. */
    at: z.string(),
  }),
  undo: async (deps, { host, at }, { cluster }) => {
    const definition = await deps.readDefinition(cluster);
    const on = targetStatements(deps, definition);
    const locks = new VmLocks(on, definition);
    const count = await locks.lock([host]);
    // Looked at behind the locks: nobody does anything more.
    const done = await readActionsOn({ definition, source: sourceStatements(deps, definition), target: on }, host, at);
    if (done !== undefined) {
      await locks.unlock([host]);
      throw failure('TenantsWrote', `Since the VMs of ${host} were unlocked at ${at} UTC: ${done}.`);
    }
    return `${pluralize(count, 'VM')} of ${host} locked again.`;
  },
});

/**
 * The host's turn is over: its VMs are their tenants' again. The undo locks them again, and refuses when one of them was acted upon since:
 * the old nova-compute would not know of it.
 */
export const ensureVmsUnlocked = defineStep({
  name: 'ensureVmsUnlocked',
  once: 'done',
  undo: lockVms,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    if ((await ledger.readUndo(input.run.cluster, LOCK_STEP)) === undefined)
      return { changed: false, summary: `${host}: this upgrade has locked no VM.` };
    const on = targetStatements(deps, definition);
    await lockVms.record(ledger, input, { host, at: await databaseNow(on) });
    const count = await new VmLocks(on, definition).unlock([host]);
    return { changed: count > 0, summary: `${pluralize(count, 'VM')} of ${host} unlocked.` };
  },
});
