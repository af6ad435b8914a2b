import { runGroupAsChild } from './child';
import type { ChildInput, Tally } from './execution';

/** Changes one hypervisor over to the new agent and waits until every VM on it answers. */
export async function restartAgent(input: ChildInput): Promise<Tally> {
  return runGroupAsChild(input);
}
