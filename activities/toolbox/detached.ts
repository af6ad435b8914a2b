import { runDetached } from '../../connectors/units/detached';
import { settleUnits } from '../../connectors/units/settle-units';
import { formerStepUnits, stepUnitName } from '../../model/names';
import type { RemoteMachine } from '../../model/remote-command';
import type { StepInput } from '../../model/run';
import { beat, cancellation } from './heartbeat';

/** A machine that is away for longer is an outage: the next attempt of the step waits for the same unit. */
const PATIENCE_MS = 30_000;

/** What a step runs on a host: a package transaction, its undo, a fetch into the cache, a change of bridges. */
export type UnitPart = 'swap' | 'undo' | 'fetch' | 'change';

/** What may be stopped at any moment, and leaves nothing behind that counts. */
const HARMLESS: ReadonlySet<UnitPart> = new Set(['fetch']);

function waitFor(machine: RemoteMachine, unit: string) {
  return {
    onPoll: () => beat({ unit, host: machine.name }),
    signal: cancellation(),
    patienceMs: PATIENCE_MS,
  };
}

/**
 * Runs a long command of a step on a host as its own unit, with heartbeats; `part` tells a step's units apart. When the step is cancelled a
 * harmless one ends with it; any other goes on, and the undo awaits it.
 */
export async function runStep(
  machine: RemoteMachine,
  input: StepInput,
  part: UnitPart,
  argv: readonly string[],
): Promise<string> {
  const unit = stepUnitName(input.run.cluster, `${input.step}-${part}`);
  const wait = waitFor(machine, unit);
  try {
    await settleUnits(machine, [formerStepUnits(`${input.step}-${part}`)], { ...wait, how: 'await' });
    return (await runDetached(machine, unit, argv, wait)).output;
  } catch (error) {
    if (HARMLESS.has(part) && wait.signal?.aborted === true)
      await machine.run(['systemctl', 'stop', '--no-block', `${unit}.service`], { accept: 'any' }).catch(() => {});
    throw error;
  }
}

/**
 * Comes back when none of these units of a step is alive on the host, whichever run or version has begun them: what they did is then there to
 * be seen. A package transaction is never ended amid, it is awaited. A host that does not answer is an outage.
 */
export async function settleStep(
  machine: RemoteMachine,
  { run, step }: StepInput,
  parts: readonly UnitPart[],
): Promise<void> {
  const names = parts.map((part) => `${step}-${part}`);
  const units = names.flatMap((name) => [stepUnitName(run.cluster, name), formerStepUnits(name)]);
  await settleUnits(machine, units, { ...waitFor(machine, units[0] ?? step), how: 'await' });
}
