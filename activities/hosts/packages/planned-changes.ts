import { incoming, outgoing } from '../../../connectors/package-managers/changes';
import { nevraOf, packagesIn } from '../../../connectors/package-managers/package';
import type { DryRun, PackageManager } from '../../../connectors/package-managers/package-manager';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import { failure } from '../../toolbox/failure';
import type { OpenHost } from '../../toolbox/open-host';
import { objectionsTo } from './objections';
import { pastLock } from './past-lock';
import type { WantedChanges } from './verify-outcome';

/** What a transaction will do; fails where it must not be done. `dryRun` tries it. */
export async function planChanges(
  { machine, pair }: OpenHost,
  manager: PackageManager,
  dryRun: () => Promise<DryRun>,
): Promise<WantedChanges> {
  const { problem, changes } = await pastLock(machine, manager, dryRun);
  if (problem !== undefined)
    throw failure('PackageMissing', `${machine.name}: ${manager.name} refuses the upgrade: ${problem}`);
  const [objection] = objectionsTo(machine.name, changes, pair.packages);
  if (objection !== undefined) throw failure(objection.type, objection.message);
  const installed = packagesIn(await readInstalled(machine));
  return { come: incoming(changes).map(nevraOf), go: outgoing(changes, installed).map(nevraOf) };
}
