import { runPhaseAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Takes all hypervisors through the phase `hosts`, batch after batch. */
export async function upgradeHosts(input: ChildInput): Promise<RunSummary> {
  return runPhaseAsChild(input);
}
