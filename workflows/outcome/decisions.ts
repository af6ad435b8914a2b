import { condition } from '@temporalio/workflow';
import type { PhaseName } from '../../model/phases';
import type { OnFailure } from '../../model/upgrade';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';

export type Decision = 'retry' | 'abort' | 'rollBack' | 'hold';

/** What happens after a failure: what an operator has commanded already, else what the input says. */
export async function decide(
  { commandHandler, status }: Execution,
  onFailure: OnFailure,
  phase: PhaseName,
  error: unknown,
): Promise<Decision> {
  if (commandHandler.state.stop !== null) return commandHandler.state.stop;
  // Nothing was written yet: there is nothing to hold or to undo, and starting again is as good as waiting.
  if (phase === 'preflight') return 'hold';
  if (onFailure !== 'ask') return onFailure;
  const { retries } = commandHandler.state;
  await status.whileWaiting({ for: 'decision', phase, ...describe(error) }, () =>
    condition(() => commandHandler.state.retries > retries || commandHandler.state.stop !== null),
  );
  return commandHandler.state.stop ?? 'retry';
}
