import type { WorkflowClient } from '@temporalio/client';
import { upgradeWorkflowId } from '../../model/names';

/** The events of the longest history of a cluster's runs and all their children, and how many histories there are. */
export async function readHistories(
  workflow: WorkflowClient,
  cluster: string,
): Promise<{ histories: number; maxHistoryEvents: number }> {
  let [histories, maxHistoryEvents] = [0, 0];
  const query = `WorkflowId STARTS_WITH "${upgradeWorkflowId(cluster)}"`;
  for await (const { historyLength } of workflow.list({ query })) {
    histories++;
    maxHistoryEvents = Math.max(maxHistoryEvents, historyLength);
  }
  return { histories, maxHistoryEvents };
}
