import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { withTemporal } from './temporal';

/** How a command went out: answered by the run, or left with Temporal until a worker runs. */
export type Sent<Answer> = { readonly sentAs: 'update'; readonly answer: Answer } | { readonly sentAs: 'signal' };

/** A worker that lives answers in less than a second. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Sends a command to a workflow: as an update, which is answered or refused; where no worker answers in time, as a signal, which
 * Temporal keeps. Answers undefined when nothing runs under this id.
 */
export async function send<Answer>(
  workflowId: string,
  name: string,
  payload: object,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<Sent<Answer> | undefined> {
  return withTemporal(async ({ client }) => {
    const handle = client.workflow.getHandle(workflowId);
    try {
      const answer = await client.connection.withDeadline(Date.now() + answerWithinMs, () =>
        handle.executeUpdate<Answer, [object]>(name, { args: [payload] }),
      );
      return { sentAs: 'update', answer };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    }
    // Meaning the same twice, it does no harm should the update arrive as well.
    await handle.signal<[object]>(name, payload);
    return { sentAs: 'signal' };
  });
}

/** What an operator reads of it. */
export function sentText(workflowId: string, name: string, { sentAs }: Pick<Sent<unknown>, 'sentAs'>): string {
  const to = `Sent ${name} to ${workflowId}`;
  return sentAs === 'update'
    ? `${to}.`
    : `${to} as a signal: no orchestrator's worker answered within ${ANSWER_WITHIN_MS / 1000} s. It takes effect when one runs.`;
}
