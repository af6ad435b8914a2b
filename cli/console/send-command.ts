import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { upgradeWorkflowId } from '../../model/names';
import type { CommandState } from '../../model/operator/command-state';
import type { CommandName, CommandPayload } from '../../model/operator/operator-commands';
import { operator } from './options';
import { withTemporal } from './temporal';

/** How a command went out: answered by the run, or left with Temporal until a worker runs. */
export type Sent = ({ readonly sentAs: 'update' } & CommandState) | { readonly sentAs: 'signal' };

/** A worker that lives answers in less than a second. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Sends a command to a cluster's run: as an update, which is answered or refused; where no worker answers in time, as a signal, which
 * Temporal keeps. Answers undefined when nothing runs for this cluster.
 */
export async function sendCommand(
  cluster: string,
  name: CommandName,
  payload: CommandPayload,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<Sent | undefined> {
  const full: CommandPayload = { by: operator(), ...payload };
  return withTemporal(async ({ client }) => {
    const handle = client.workflow.getHandle(upgradeWorkflowId(cluster));
    try {
      const state = await client.connection.withDeadline(Date.now() + answerWithinMs, () =>
        handle.executeUpdate<CommandState, [CommandPayload]>(name, { args: [full] }),
      );
      return { sentAs: 'update', ...state };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    }
    // Meaning the same twice, it does no harm should the update arrive as well.
    await handle.signal<[CommandPayload]>(name, full);
    return { sentAs: 'signal' };
  });
}

/** What an operator reads of it. */
export function sentText(cluster: string, name: CommandName, sent: Sent): string {
  const to = `Sent ${name} to ${upgradeWorkflowId(cluster)}`;
  return sent.sentAs === 'update'
    ? `${to}.`
    : `${to} as a signal: no orchestrator's worker answered within ${ANSWER_WITHIN_MS / 1000} s. It takes effect when one runs.`;
}
