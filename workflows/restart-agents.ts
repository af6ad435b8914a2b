import { runPhaseAsChild } from './interpreter/child';
import type { ChildInput, Tally } from './interpreter/execution';

/** Takes all hypervisors through the phase `agents`, strictly one after the other. */
export async function restartAgents(input: ChildInput): Promise<Tally> {
  return runPhaseAsChild(input);
}
