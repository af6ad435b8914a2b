import { runDetached } from '../../connectors/ssh/detached';
import type { RemoteMachine } from '../../model/remote-command';
import { stepUnitName } from '../../model/names';
import type { StepInput } from '../../model/run';
import { beat, cancellation } from './heartbeat';

/** Runs a long command of a step on a host as its own unit, with heartbeats; `part` tells a step's units apart. */
export async function runStep(
  machine: RemoteMachine,
  input: StepInput,
  part: string,
  argv: readonly string[],
): Promise<string> {
  const unit = stepUnitName(input.run.id, `${input.step}-${part}`);
  const { output } = await runDetached(machine, unit, argv, {
    onPoll: () => beat({ unit, host: machine.name }),
    signal: cancellation(),
  });
  return output;
}
