import { ensureServicesStopped } from './ensure-services-stopped';
import { ensureTenantApisOpen } from './ensure-tenant-apis-open';

/** The APIs of both control planes: closed, and opened. */
export const SERVICE_STEPS = {
  ensureServicesStopped,
  ensureTenantApisOpen,
};
