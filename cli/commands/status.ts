import type { Command } from 'commander';
import { upgradeWorkflowId } from '../../model/names';
import type { Progress } from '../../model/operator/progress';
import { askProgress } from '../console/ask-progress';
import { describeRun } from '../console/describe-run';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { failureText, whyItFailed } from '../console/why-it-failed';
import { printOutages } from '../print/print-outages';
import { printProgress } from '../print/print-progress';
import { readOutages } from '../read/outages';

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
    const failure = await whyItFailed(handle, state);
    show(
      output,
      { workflowId, state, url: url(workflowId), progress, outages, failure },
      [
        progress === null ? state : printProgress(state, progress),
        progress === null && state === 'RUNNING' ? NO_WORKER : '',
        printOutages(outages),
        failureText(failure),
        url(workflowId),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    );
  });
}

const NO_WORKER = "It tells no progress: it has only just begun, or no orchestrator's worker runs.";
