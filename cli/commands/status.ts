import Table from 'cli-table3';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Command } from 'commander';
import { upgradeWorkflowId } from '../../model/names';
import type { Progress } from '../../model/operator/progress';
import { UsageError } from '../console/exit';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { printOutages } from '../print/print-outages';
import { readOutages } from '../read/outages';

/** `status`: what a run does, waits for, has done. */
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
    // A run that ended before it had a plan has no progress to tell.
    const progress = await handle.query<Progress>('progress').catch(() => null);
    const outages = await readOutages(client, description);
    show(
      output,
      { workflowId, state, url: url(workflowId), progress, outages },
      [text(state, url(workflowId), progress), printOutages(outages)].filter((part) => part !== '').join('\n'),
    );
  });
}

function text(state: string, url: string, progress: Progress | null): string {
  if (progress === null) return `${state}\n${url}`;
  const table = new Table({ head: ['phase', 'state', 'seconds'], style: { head: [], border: [] } });
  for (const { name, outcome, seconds } of progress.phases) table.push([name, outcome, seconds > 0 ? seconds : '']);
  const { waiting, control, current, leftAlone: alreadyDone } = progress;
  return [
    `${progress.cluster}: ${progress.verdict || state}${control.paused ? ', paused' : ''}`,
    table.toString(),
    waiting?.for === 'approval' ? `Waiting for approval: stackleap approve ${progress.cluster} ${waiting.gate}` : '',
    waiting?.for === 'decision' ? `${waiting.phase} failed, ${waiting.type}: ${waiting.message}` : '',
    alreadyDone === undefined ? '' : `Skipped, already done: ${alreadyDone}`,
    current.length > 0 ? `Running: ${current.join(', ')}` : '',
    url,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
