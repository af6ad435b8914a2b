import { readControllerBlockers } from './read-blockers';
import { ensureServicesRestarted } from './ensure-services-restarted';
import { verifyCells } from './verify-cells';
import { ensureHostsClaimed } from './ensure-hosts-claimed';
import { ensureHostsDiscovered } from './ensure-hosts-discovered';
import { ensureAllocationsHealed } from './ensure-allocations-healed';

/** The new control services, cells and Placement. */
export const CONTROLLER_STEPS = {
  readControllerBlockers,
  ensureServicesRestarted,
  verifyCells,
  ensureHostsClaimed,
  ensureHostsDiscovered,
  ensureAllocationsHealed,
};
