import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { Command } from 'commander';
import { upgradeWorkflowId } from '../../model/names';
import type { Progress } from '../../model/operator/progress';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import { askProgress } from '../console/ask-progress';
import { describeRun } from '../console/describe-run';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { failureText, whyItFailed } from '../console/why-it-failed';
import { printOutages } from '../print/print-outages';
import { printProgress } from '../print/print-progress';
import { printWorkers } from '../print/print-workers';
import { compareFolder } from '../read/folder';
import { readOutages } from '../read/outages';
import { type QueueWorkers, readWorkers } from '../read/workers';

/** `status`: what a run does, waits for, has done, and why it failed. */
export function addStatusCommand(program: Command): void {
  withJson(program.command('status <cluster>')).description('show the progress of an upgrade').action(status);
}

async function status(cluster: string, output: Output): Promise<void> {
  const workflowId = upgradeWorkflowId(cluster);
  await withTemporal(async ({ client, url }) => {
    const handle = client.workflow.getHandle(workflowId);
    const description = await describeRun(handle, () => `${cluster} has no upgrade in this Temporal namespace.`);
    const state = description.status.name;
    const progress = await askProgress<Progress>(client, handle);
    const outages = await readOutages(client, description);
    const workers = await workersOf(client, description);
    const failure = await whyItFailed(handle, state);
    const folder = state === 'RUNNING' ? await compareFolder(progress) : null;
    show(
      output,
      { workflowId, state, url: url(workflowId), progress, outages, workers, failure, folder },
      [
        progress === null ? state : printProgress(state, progress),
        progress === null && state === 'RUNNING' ? NO_WORKER : '',
        printWorkers(workers),
        printOutages(outages),
        folder === 'differs' ? DIFFERS : '',
        failureText(failure),
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

/** Who serves a run: its search attributes name the datacenter, without a worker. One that has ended needs none. */
async function workersOf(
  client: Client,
  { status: { name }, searchAttributes }: WorkflowExecutionDescription,
): Promise<readonly QueueWorkers[]> {
  if (name !== 'RUNNING') return [];
  const [datacenter] = searchAttributes[SEARCH_ATTRIBUTES.datacenter] ?? [];
  return readWorkers(client, datacenter === undefined ? [] : [String(datacenter)]);
}
