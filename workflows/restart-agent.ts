import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Changes one hypervisor over to the new agent and waits until every VM on it answers. */
export async function restartAgent(input: ChildInput): Promise<RunSummary> {
  return runGroupAsChild(input);
}
