import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureComputeHarmless } from './ensure-compute-harmless';
import { createEnsureComputeReleased } from './ensure-compute-released';
import { createEnsureComputeStarted } from './ensure-compute-started';
import { createEnsureConfiguration } from './ensure-configuration';
import { createEnsurePackagesFetched } from './ensure-packages-fetched';
import { createEnsurePackagesSwapped } from './ensure-packages-swapped';
import { createEnsureRepositories } from './ensure-repositories';
import { createEnsureUnitsHeld } from './ensure-units-held';
import { createReadHostBlockers } from './read-host-blockers';

export function createHostActivities(deps: Dependencies) {
  return withFailures({
    readHostBlockers: createReadHostBlockers(deps),
    ensureRepositories: createEnsureRepositories(deps),
    ensurePackagesFetched: createEnsurePackagesFetched(deps),
    ensureUnitsHeld: createEnsureUnitsHeld(deps),
    ensurePackagesSwapped: createEnsurePackagesSwapped(deps),
    ensureConfiguration: createEnsureConfiguration(deps),
    ensureComputeHarmless: createEnsureComputeHarmless(deps),
    ensureComputeStarted: createEnsureComputeStarted(deps),
    ensureComputeReleased: createEnsureComputeReleased(deps),
  });
}
