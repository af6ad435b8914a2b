import type { ApplicationFailure } from '@temporalio/common';
import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { withFailures } from '../toolbox/with-failures';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits, type UnitList } from '../toolbox/switch-units';
import { tenantWrites } from './tenant-writes';

export function createServiceUndos(deps: Dependencies): Undos {
  return withFailures({
    startUnits: async (entry) => {
      const definition = await deps.readDefinition(entry.cluster);
      const { units } = entry.detail as unknown as { units: UnitList };
      const started = await switchUnits(deps, definition, 'start', await selectUnits(deps, definition, units, false));
      return `${started} units started again.`;
    },
    closeTenantApis: async (entry, run) => {
      const { definition, ledger, target } = await openAccess(deps, entry.cluster);
      const { units, openedAt } = entry.detail as unknown as { units: UnitList; openedAt: string };
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
      await ledger.recordFact(run, 'open', {});
      return `${stopped} units stopped: the APIs are closed to tenants.`;
    },
  });
}
