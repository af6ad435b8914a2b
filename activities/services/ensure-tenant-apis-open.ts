import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits, unitDetail } from '../toolbox/switch-units';
import { databaseNow } from './tenant-writes';

/**
 * Opens the new APIs to tenants; the fact `open` {at} is the moment at which their downtime ended. The undo refuses as
 * soon as a tenant has written.
 */
export function createEnsureTenantApisOpen(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const closed = await selectUnits(deps, definition, definition.target.apis, false);
    if (closed.length > 0)
      await ledger.recordUndo(input, 'closeTenantApis', {
        ...unitDetail(closed),
        openedAt: await databaseNow(target),
      });
    const opened = await switchUnits(deps, definition, 'start', closed);
    const known = await ledger.readFact(input.run.cluster, 'open');
    if (opened > 0 || known?.['at'] === undefined)
      await ledger.recordFact(input.run, 'open', { at: new Date().toISOString() });
    return { changed: opened > 0, summary: `${opened} units started: tenants reach the new APIs.` };
  };
}
