import { runPhaseAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Takes all hypervisors through the phase `agents`, strictly one after the other. */
export async function restartAgents(input: ChildInput): Promise<RunSummary> {
  return runPhaseAsChild(input);
}
