import type { Client, WorkflowHandle } from '@temporalio/client';
import { upgradeWorkflowId } from '../../model/names';
import type { Progress } from '../../model/operator/progress';
import type { UpgradeInput, UpgradeResult } from '../../model/upgrade';
import { askProgress } from '../console/ask-progress';
import type { Output } from '../console/output';
import { startWorkflow } from '../console/start-workflow';
import { LOOK_EVERY_MS } from '../console/watch';
import { printOutages } from '../print/print-outages';
import { printWaiting } from '../print/print-progress';
import { readOutages } from '../read/outages';

/** Starts a workflow under the cluster's id, which is its lock. */
export async function startUnderLock(
  type: 'upgradeCluster' | 'rollBackCluster',
  input: Pick<UpgradeInput, 'cluster' | 'phases'>,
  output: Output & { readonly wait: boolean },
): Promise<void> {
  const { cluster } = input;
  await startWorkflow<UpgradeResult>(
    {
      type,
      workflowId: upgradeWorkflowId(cluster),
      input,
      summary: `${type === 'upgradeCluster' ? 'Upgrade' : 'Roll-back'} of ${cluster}`,
      status: `stackleap status ${cluster}`,
      look: (client, handle) => whatItWaitsFor(client, handle, cluster),
      text: ({ verdict, report }) => `${cluster}: ${verdict}. Report: ${report?.path ?? 'none'}`,
    },
    output,
  );
}

async function whatItWaitsFor(client: Client, handle: WorkflowHandle, cluster: string): Promise<string | null> {
  const outages = printOutages(await readOutages(client, await handle.describe()));
  const progress = await askProgress<Progress>(client, handle, LOOK_EVERY_MS);
  if (progress === null) return null;
  return [printWaiting(cluster, progress), outages].filter((part) => part !== '').join('\n');
}
