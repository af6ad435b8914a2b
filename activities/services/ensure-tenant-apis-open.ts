import { z } from 'zod';
import type { ApplicationFailure } from '@temporalio/common';
import type { StepInput, StepResult } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineUndo } from '../define/undo';
import { failure } from '../toolbox/failure';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits, unitListSchema } from '../toolbox/switch-units';
import { databaseNow, tenantWrites } from './tenant-writes';

/** When tenants' downtime ended, in ISO 8601; without it once they are closed again. */
const openFact = defineFact<{ readonly at?: string }>('open');

const closeTenantApis = defineUndo({
  kind: 'closeTenantApis',
  detail: z.object({
    units: unitListSchema,
    /** By the target database's clock, in UTC. */
    openedAt: z.string(),
  }),
  undo: async (deps, { units, openedAt }, { cluster, run }) => {
    const { definition, ledger, target } = await openAccess(deps, cluster);
    const refuse = (writes: readonly string[]): ApplicationFailure =>
      failure('TenantsWrote', `Since the APIs were opened at ${openedAt} UTC: ${writes.join('; ')}.`);
    const before = await tenantWrites(target, definition, openedAt);
    if (before.length > 0) throw refuse(before);
    const running = await selectUnits(deps, definition, units, true);
    const stopped = await switchUnits(deps, definition, 'stop', running);
    // Looked at again behind closed doors: a tenant may have written since the first look.
    const meanwhile = await tenantWrites(target, definition, openedAt);
    if (meanwhile.length > 0) {
      await switchUnits(deps, definition, 'start', running);
      throw refuse(meanwhile);
    }
    await openFact.record(ledger, run, {});
    return `${stopped} units stopped: the APIs are closed to tenants.`;
  },
});

/**
 * Opens the new APIs to tenants; the fact `open` {at} is the moment at which their downtime ended. The undo refuses as
 * soon as a tenant has written.
 */
export const ensureTenantApisOpen = defineStep({
  name: 'ensureTenantApisOpen',
  once: 'done',
  undo: closeTenantApis,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const closed = await selectUnits(deps, definition, definition.target.apis, false);
    if (closed.length > 0)
      await closeTenantApis.record(ledger, input, {
        units: closed,
        openedAt: await databaseNow(target),
      });
    const opened = await switchUnits(deps, definition, 'start', closed);
    const known = await openFact.read(ledger, input.run.cluster);
    if (opened > 0 || known?.at === undefined)
      await openFact.record(ledger, input.run, { at: new Date().toISOString() });
    return { changed: opened > 0, summary: `${opened} units started: tenants reach the new APIs.` };
  },
});
