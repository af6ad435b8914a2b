import type { PackageManager } from '../../../connectors/package-managers/package-manager';
import { nevraOf, packagesIn } from '../../../connectors/package-managers/package';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import { differenceOf, wayBackScript, type Difference } from '../../../connectors/package-managers/way-back';
import { listFirst } from '../../../model/list-first';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepInput } from '../../../model/run';
import { failure } from '../../toolbox/failure';
import { pastLock } from './past-lock';
import { runPackages } from './run-packages';
import { scriptFile, writeScript } from './write-script';

const MOST_NAMED = 20;

function named(packages: Difference['come']): string {
  return listFirst(packages.map(nevraOf), ', ', MOST_NAMED);
}

/**
 * Gives a host exactly these packages back, as `readInstalled` had them, from one repository and in one transaction; imported keys stay.
 * Fails with UndoFailed when the repository lacks one, before anything is changed, or when the packages are others afterwards.
 */
export async function bringBack(
  machine: RemoteMachine,
  manager: PackageManager,
  at: StepInput,
  { repository, packages }: { readonly repository: string; readonly packages: readonly string[] },
): Promise<void> {
  const wanted = packagesIn(packages);
  const read = async (): Promise<Difference> => differenceOf(packagesIn(await readInstalled(machine)), wanted);
  const difference = await read();
  if (difference.come.length + difference.go.length === 0) return;
  const available = await pastLock(machine, manager, () => manager.readAvailable(machine, repository, 'lifted'));
  const there = new Set(available.map(nevraOf));
  const missing = difference.come.filter((one) => !there.has(nevraOf(one)));
  if (missing.length > 0)
    throw failure('UndoFailed', `${machine.name}: the repository ${repository} no longer has ${named(missing)}.`);
  const file = scriptFile(at, '-undo');
  await writeScript(machine, file, wayBackScript(difference));
  await runPackages(machine, manager, at, 'undo', manager.wayBackCommand(repository, file));
  const { come, go } = await read();
  if (come.length + go.length === 0) return;
  const said = come.length > 0 ? named(come) : `others are left: ${named(go)}`;
  throw failure('UndoFailed', `${machine.name} does not have its packages back: ${said}.`);
}
