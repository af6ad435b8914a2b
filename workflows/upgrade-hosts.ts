import { runPhaseAsChild } from './child';
import type { ChildInput, Tally } from './execution';

/** Takes all hypervisors through the phase `hosts`, batch after batch. */
export async function upgradeHosts(input: ChildInput): Promise<Tally> {
  return runPhaseAsChild(input);
}
