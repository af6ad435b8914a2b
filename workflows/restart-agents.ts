import { runPhaseAsChild } from './child';
import type { ChildInput, Tally } from './execution';

/** Takes all hypervisors through the phase `agents`, strictly one after the other. */
export async function restartAgents(input: ChildInput): Promise<Tally> {
  return runPhaseAsChild(input);
}
