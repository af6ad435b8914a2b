import type { PackageManager } from '../../../connectors/package-managers/package-manager';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepInput } from '../../../model/run';
import { runPackagesWhole } from './run-packages';
import { verifySwitchProcess, type SwitchBefore } from './switch-process';
import { verifyOutcome, type WantedChanges } from './verify-outcome';

/** What a transaction is held to. */
interface Standing extends WantedChanges, SwitchBefore {}

/**
 * Carries out a transaction; answers the packages that are installed then. Fails with HostNotReady when they are not what it was to make
 * of them, or the switch's process is another one.
 */
export async function swapWhole(
  machine: RemoteMachine,
  manager: PackageManager,
  input: StepInput,
  argv: readonly string[],
  standing: Standing,
): Promise<readonly string[]> {
  await runPackagesWhole(machine, manager, input, 'swap', argv);
  const after = await readInstalled(machine);
  verifyOutcome(machine.name, standing, after);
  await verifySwitchProcess(machine, standing);
  return after;
}
