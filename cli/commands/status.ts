import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { Command } from 'commander';
import { upgradeWorkflowId } from '../../model/names';
import type { Progress } from '../../model/operator/progress';
import { explain, UsageError } from '../console/exit';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { printOutages } from '../print/print-outages';
import { printProgress } from '../print/print-progress';
import { compareFolder } from '../read/folder';
import { readOutages } from '../read/outages';

/** How long the run itself may take to tell its progress: without a worker it never does. */
const ANSWER_WITHIN_MS = 10_000;

/** Runs that ended otherwise than well. */
const FAILED: readonly string[] = ['FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT'];

/** `status`: what a run does, waits for, has done, and why it failed. */
export function addStatusCommand(program: Command): void {
  withJson(program.command('status <cluster>')).description('show the progress of an upgrade').action(status);
}

async function status(cluster: string, output: Output): Promise<void> {
  const workflowId = upgradeWorkflowId(cluster);
  await withTemporal(async ({ client, url }) => {
    const handle = client.workflow.getHandle(workflowId);
    const description = await handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError)
        throw new UsageError(`${cluster} has no upgrade in this Temporal namespace.`);
      throw error;
    });
    const state = description.status.name;
    // A run that ended before it had a plan has no progress to tell, and one without a worker cannot.
    const progress = await client.connection
      .withDeadline(Date.now() + ANSWER_WITHIN_MS, () => handle.query<Progress>('progress'))
      .catch(() => null);
    const outages = await readOutages(client, description);
    const failure = FAILED.includes(state) ? await whyItFailed(handle) : null;
    const folder = state === 'RUNNING' ? await compareFolder(progress) : null;
    show(
      output,
      { workflowId, state, url: url(workflowId), progress, outages, failure, folder },
      [
        progress === null ? state : printProgress(state, progress),
        progress === null && state === 'RUNNING' ? NO_WORKER : '',
        printOutages(outages),
        folder === 'differs' ? DIFFERS : '',
        failure === null ? '' : `${failure.type}: ${failure.message}`,
        url(workflowId),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    );
  });
}

const DIFFERS =
  'This machine has another cluster.yaml, or other templates or files of the cluster, than the run was planned with. The run goes by its plan; what is edited counts once the upgrade is started again.';

const NO_WORKER = "It tells no progress: it has only just begun, or no orchestrator's worker runs.";

async function whyItFailed(
  handle: WorkflowHandle,
): Promise<{ readonly type: string; readonly message: string } | null> {
  return handle.result().then(
    () => null,
    (error: unknown) => {
      const { type, message } = explain(error);
      return { type, message };
    },
  );
}
