import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureAllocationsHealed } from './ensure-allocations-healed';
import { createEnsureHostsClaimed, createEnsureHostsDiscovered } from './ensure-hosts-discovered';
import { createEnsureServicesRestarted } from './ensure-services-restarted';
import { createReadControllerBlockers } from './read-blockers';
import { createVerifyCells } from './verify-cells';

export function createControllerActivities(deps: Dependencies) {
  return withFailures({
    readControllerBlockers: createReadControllerBlockers(deps),
    ensureServicesRestarted: createEnsureServicesRestarted(deps),
    verifyCells: createVerifyCells(deps),
    ensureHostsClaimed: createEnsureHostsClaimed(deps),
    ensureHostsDiscovered: createEnsureHostsDiscovered(deps),
    ensureAllocationsHealed: createEnsureAllocationsHealed(deps),
  });
}
