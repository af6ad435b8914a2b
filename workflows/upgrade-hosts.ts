import { runPhaseAsChild } from './interpreter/child';
import type { ChildInput, Tally } from './interpreter/execution';

/** Takes all hypervisors through the phase `hosts`, batch after batch. */
export async function upgradeHosts(input: ChildInput): Promise<Tally> {
  return runPhaseAsChild(input);
}
