import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Exchanges packages and configuration on one batch of hypervisors, in parallel. */
export async function upgradeHostBatch(input: ChildInput): Promise<RunSummary> {
  return runGroupAsChild(input);
}
