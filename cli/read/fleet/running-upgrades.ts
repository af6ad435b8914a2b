import type { Client } from '@temporalio/client';
import { upgradeWorkflowId } from '../../../model/names';
import { findRun } from '../find-run';

/** Those of some clusters for which an upgrade or a roll-back runs. */
export async function runningUpgrades(client: Client, clusters: readonly string[]): Promise<readonly string[]> {
  const runs = await Promise.all(clusters.map((cluster) => isRunning(client, upgradeWorkflowId(cluster))));
  return clusters.filter((_, i) => runs[i]);
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  return (await findRun(client.workflow.getHandle(workflowId)))?.status.name === 'RUNNING';
}
