import { runDetached } from '../../connectors/ssh/detached';
import type { RemoteMachine } from '../../model/remote-command';
import { stepUnitName } from '../../model/names';
import type { StepInput } from '../../model/run';
import { beat, cancellation } from './heartbeat';

/** A machine that is away for longer is an outage: the next attempt of the step waits for the same unit. */
const PATIENCE_MS = 30_000;

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
    patienceMs: PATIENCE_MS,
  });
  return output;
}
