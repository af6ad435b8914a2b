import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ORCHESTRATOR_QUEUE } from '../../model/names';
import { UsageError } from './exit';
import { show, type Output } from './output';
import { withTemporal } from './temporal';
import { type Look, watch } from './watch';

/** A workflow whose id is its lock. */
export interface Start<Result> {
  readonly type: 'upgradeCluster' | 'rollBackCluster' | 'upgradeFleet';
  readonly workflowId: string;
  readonly input: object;
  /** What the web UI calls it. */
  readonly summary: string;
  /** The command that shows how it stands. */
  readonly status: string;
  readonly look: (client: Client, handle: WorkflowHandle) => ReturnType<Look>;
  /** What its result means to people. */
  readonly text: (result: Result) => string;
}

/** Starts a workflow, and with `wait` awaits its result; a `UsageError` where one runs under the id already. */
export async function startWorkflow<Result>(
  { type, workflowId, input, summary, status, look, text }: Start<Result>,
  { json, wait }: Output & { readonly wait: boolean },
): Promise<void> {
  await withTemporal(async ({ client, url }) => {
    const handle = await client.workflow
      .start(type, {
        taskQueue: ORCHESTRATOR_QUEUE,
        workflowId,
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: summary,
      })
      .catch((error: unknown) => {
        if (error instanceof WorkflowExecutionAlreadyStartedError)
          throw new UsageError(`${workflowId} is running already: see ${status}.`);
        throw error;
      });
    const started = { workflowId, run: handle.firstExecutionRunId, url: url(workflowId) };
    if (!wait || !json) show({ json }, started, `Started ${workflowId}; watch it: ${started.url}`);
    if (!wait) return;
    const result = (await (json ? handle.result() : watch(handle, () => look(client, handle)))) as Result;
    show({ json }, result, text(result));
  });
}
