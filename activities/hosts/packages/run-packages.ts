import type { PackageManager } from '../../../connectors/package-managers/package-manager';
import { isBegun } from '../../../connectors/units/is-begun';
import { STEPS_FOLDER } from '../../../connectors/units/steps-folder';
import { stepUnitName } from '../../../model/names';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepInput } from '../../../model/run';
import { runStep, type UnitPart } from '../../toolbox/detached';
import { failure } from '../../toolbox/failure';
import { pastLock, refuseLock, type LockPatience } from './past-lock';

/** What rpm says of a package that is not wholly there although the transaction went on. dnf also names scriptlets that went well. */
const TROUBLE =
  'cpio: |[Uu]npacking .*failed|Error unpacking|scriptlet failed|[Ee]rror in .*scriptlet|[Ff]ailure in .*scriptlet' +
  '|scriptlet or other|was supposed to be removed but is not';

/** Carries out a package manager's command as a part of a step, when no other process installs packages any more, rpm by itself among them. */
export async function runPackages(
  machine: RemoteMachine,
  manager: PackageManager,
  input: StepInput,
  part: UnitPart,
  argv: readonly string[],
  patience: LockPatience = {},
): Promise<void> {
  const unit = stepUnitName(input.run.cluster, `${input.step}-${part}`);
  const run = async (): Promise<void> => {
    // One of an earlier attempt holds the lock itself.
    if (!(await isBegun(machine, unit))) await refuseLock(machine, manager);
    await runStep(machine, input, part, argv);
  };
  await pastLock(machine, manager, run, patience);
}

async function readTroubles(machine: RemoteMachine, input: StepInput, part: UnitPart): Promise<string> {
  const log = `${STEPS_FOLDER}/${stepUnitName(input.run.cluster, `${input.step}-${part}`)}.log`;
  const { stdout } = await machine.run(['grep', '-E', '-m', '20', '--', TROUBLE, log], { accept: 'any' });
  return stdout.trim();
}

/**
 * The same. Fails with HostNotReady when files of a package could not be unpacked or a scriptlet failed: dnf ends well over both, and a
 * second run would find nothing to do.
 */
export async function runPackagesWhole(
  machine: RemoteMachine,
  manager: PackageManager,
  input: StepInput,
  part: UnitPart,
  argv: readonly string[],
): Promise<void> {
  const outcome = await runPackages(machine, manager, input, part, argv).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const troubles = await readTroubles(machine, input, part);
  if (troubles !== '') throw failure('HostNotReady', `${machine.name}: packages are half there: ${troubles}.`);
  if (outcome !== undefined) throw outcome.error;
}
