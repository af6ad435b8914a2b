import type { Client } from '@temporalio/client';
import type { FleetProgress } from '../../../model/fleet/fleet';
import { upgradeWorkflowId } from '../../../model/names';
import { SEARCH_ATTRIBUTES } from '../../../model/operator/search-attributes';
import { findRun } from '../find-run';

/** A fleet that waits at so many places needs to be looked at cluster by cluster anyway. */
const ASKED = 20;

/** Which clusters of a fleet wait for an operator: of the first 20 that are under way. */
export async function waitingClusters(
  client: Client,
  { clusters }: Pick<FleetProgress, 'clusters'>,
): Promise<readonly string[]> {
  const running = clusters.filter(({ state }) => state === 'running').slice(0, ASKED);
  const waits = await Promise.all(running.map(({ cluster }) => isWaiting(client, cluster)));
  return running.filter((_, i) => waits[i]).map(({ cluster }) => cluster);
}

async function isWaiting(client: Client, cluster: string): Promise<boolean> {
  const run = await findRun(client.workflow.getHandle(upgradeWorkflowId(cluster)));
  return run?.status.name === 'RUNNING' && run.searchAttributes[SEARCH_ATTRIBUTES.outcome]?.[0] === 'waiting';
}
