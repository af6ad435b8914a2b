import type { Dependencies } from '../dependencies';
import { withApiFailures } from './api-failures';
import { createEnsureServicesStopped } from './ensure-services-stopped';
import { createEnsureTenantApisOpen } from './ensure-tenant-apis-open';

export function createServiceActivities(deps: Dependencies) {
  return withApiFailures({
    ensureServicesStopped: createEnsureServicesStopped(deps),
    ensureTenantApisOpen: createEnsureTenantApisOpen(deps),
  });
}
