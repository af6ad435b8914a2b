import { condition } from '@temporalio/workflow';
import type { GateName, PhaseName } from '../../model/phases';
import type { OnFailure } from '../../model/upgrade';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';

/** Waits at a gate until it is approved, or the run is stopped. */
export async function waitForApproval({ inbox, board }: Execution, gate: GateName): Promise<void> {
  const settled = (): boolean => inbox.state.approved[gate] !== undefined || inbox.state.stop !== null;
  if (!settled()) await board.whileWaiting({ for: 'approval', gate }, () => condition(settled));
}

export type Decision = 'retry' | 'abort' | 'rollBack' | 'hold';

/** What happens after a failure: what an operator has commanded already, else what the input says. */
export async function decide(
  { inbox, board }: Execution,
  onFailure: OnFailure,
  phase: PhaseName,
  error: unknown,
): Promise<Decision> {
  if (inbox.state.stop !== null) return inbox.state.stop;
  // Nothing was written yet: there is nothing to hold or to undo, and starting again is as good as waiting.
  if (phase === 'preflight') return 'hold';
  if (onFailure !== 'ask') return onFailure;
  const { retries } = inbox.state;
  await board.whileWaiting({ for: 'decision', phase, ...describe(error) }, () =>
    condition(() => inbox.state.retries > retries || inbox.state.stop !== null),
  );
  return inbox.state.stop ?? 'retry';
}
