import type { Client, WorkflowHandle } from '@temporalio/client';

/** How long a run itself may take to tell its progress: without a worker it never does. */
const ANSWER_WITHIN_MS = 10_000;

/** The answer of a run's query `progress`; null from one that ended before it had a plan, and where no worker answers. */
export async function askProgress<Progress>(
  client: Client,
  handle: WorkflowHandle,
  withinMs = ANSWER_WITHIN_MS,
): Promise<Progress | null> {
  return client.connection
    .withDeadline(Date.now() + withinMs, () => handle.query<Progress>('progress'))
    .catch(() => null);
}
