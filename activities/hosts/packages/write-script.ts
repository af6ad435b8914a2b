import { STEPS_FOLDER } from '../../../connectors/units/steps-folder';
import { stepUnitName } from '../../../model/names';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepInput } from '../../../model/run';

/** Where a step, or its undo, has the lines for the package manager on the host. */
export function scriptFile({ run, step }: StepInput, part: '' | '-undo' = ''): string {
  return `${STEPS_FOLDER}/${stepUnitName(run.cluster, `${step}${part}`)}.packages`;
}

export async function writeScript(machine: RemoteMachine, file: string, script: string): Promise<void> {
  await machine.run(['mkdir', '-p', STEPS_FOLDER]);
  await machine.writeFile(file, script);
}
