import { ensureComputeDisabled } from './ensure-compute-disabled';
import { ensureComputeEnabled } from './ensure-compute-enabled';
import { ensureHostsEnabled } from './ensure-hosts-enabled';
import { ensureVmsLocked } from './ensure-vms-locked';
import { ensureVmsUnlocked } from './ensure-vms-unlocked';

/** What keeps tenants from hypervisors whose turn is not over. */
export const TENANT_STEPS = {
  ensureVmsLocked,
  ensureVmsUnlocked,
  ensureComputeDisabled,
  ensureComputeEnabled,
  ensureHostsEnabled,
};
