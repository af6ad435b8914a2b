import { DEFAULT_OPTIONS } from '../generator/cluster/options';
import { ensureDatabaseUser, fillLab } from './databases';
import { adminSession, ensureAdminPassword } from './identity';
import { ensureImageData } from './images';
import { ensureProbeNetwork } from './probe-network';
import { ensureSecrets } from './secrets';
import type { LabHost } from '../hosts/host';
import { checkStein } from './stein';
import { waitFor } from './wait';

export interface ControllerOptions {
  /** The lab's state folder: the secrets are kept there. */
  readonly stateFolder: string;
  /** Instances in the old databases; default 12. */
  readonly instances?: number;
}

/**
 * From a booted controller to a lab that can be upgraded: the old databases filled, the probes' network up, every Stein API
 * answering. Safe to run again; the old databases are then filled again.
 */
export async function bringUpController(controller: LabHost, options: ControllerOptions): Promise<void> {
  const secrets = await ensureSecrets(options.stateFolder);
  const cluster = { ...DEFAULT_OPTIONS, instances: options.instances ?? DEFAULT_OPTIONS.instances };
  const stein = async (): Promise<void> => {
    await waitFor('Keystone lets the administrator in', 60_000, () => ensureAdminPassword(secrets.identity));
    const session = adminSession(secrets.identity);
    await waitFor("Stein's APIs answer and its services are up", 120_000, () => checkStein(session));
  };
  const liberty = async (): Promise<void> => {
    await waitFor('MariaDB answers', 60_000, () => ensureDatabaseUser(controller, secrets.database));
    await fillLab(secrets.database, cluster);
    await ensureImageData(controller, cluster);
  };
  await Promise.all([stein(), liberty(), ensureProbeNetwork(controller)]);
}
