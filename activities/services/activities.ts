import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureServicesStopped } from './ensure-services-stopped';
import { createEnsureTenantApisOpen } from './ensure-tenant-apis-open';

export function createServiceActivities(deps: Dependencies) {
  return withFailures({
    ensureServicesStopped: createEnsureServicesStopped(deps),
    ensureTenantApisOpen: createEnsureTenantApisOpen(deps),
  });
}
