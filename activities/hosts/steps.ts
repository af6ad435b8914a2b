import { readHostBlockers } from './read-host-blockers';
import { ensureRepositories } from './repositories/ensure-repositories';
import { ensurePackagesFetched } from './ensure-packages-fetched';
import { ensureUnitsHeld } from './ensure-units-held';
import { ensureLibvirtNoted } from './libvirt/ensure-libvirt-noted';
import { ensureLibvirtRestarted } from './libvirt/ensure-libvirt-restarted';
import { ensureManagersHeld } from './managers/ensure-managers-held';
import { ensurePackagesSwapped } from './ensure-packages-swapped';
import { ensureModuleSwapped } from './modules/ensure-module-swapped';
import { verifyModule } from './modules/verify-module';
import { ensureHostPrepared } from './prepare/ensure-host-prepared';
import { ensureConfiguration } from './ensure-configuration';
import { ensureComputeHarmless } from './ensure-compute-harmless';
import { ensureComputeStarted } from './ensure-compute-started';
import { ensureComputeReleased } from './ensure-compute-released';

/** New packages and a new nova-compute on a hypervisor. */
export const HOST_STEPS = {
  readHostBlockers,
  ensureHostPrepared,
  ensureManagersHeld,
  ensureRepositories,
  ensurePackagesFetched,
  ensureLibvirtNoted,
  ensureUnitsHeld,
  ensurePackagesSwapped,
  ensureModuleSwapped,
  ensureConfiguration,
  verifyModule,
  ensureLibvirtRestarted,
  ensureComputeHarmless,
  ensureComputeStarted,
  ensureComputeReleased,
};
