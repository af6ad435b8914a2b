import { detectPackageManager } from '../../../connectors/package-managers/detect';
import type { PackageManager } from '../../../connectors/package-managers/package-manager';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';

/** What installs packages on a host of this cluster. Fails with HostNotReady where it is not there. */
export async function packageManagerOf(
  machine: RemoteMachine,
  { packages: { manager } }: ClusterDefinition,
): Promise<PackageManager> {
  const found = await detectPackageManager(machine, manager);
  if (found === undefined)
    throw failure('HostNotReady', `${machine.name} has no ${manager === 'yum' ? 'yum' : 'dnf, and no yum'}.`);
  return found;
}
