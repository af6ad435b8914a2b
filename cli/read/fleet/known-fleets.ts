import type { Client } from '@temporalio/client';
import { fleetWorkflowId } from '../../../model/names';

const PREFIX = fleetWorkflowId('');
/** More would only bury an answer. */
const MOST = 100;

/** The names of the fleets that Temporal knows, the newest first. */
export async function knownFleets(client: Client): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "WorkflowType = 'upgradeFleet'" })) {
    if (workflowId.startsWith(PREFIX)) found.add(workflowId.slice(PREFIX.length));
    if (found.size === MOST) break;
  }
  return [...found];
}
