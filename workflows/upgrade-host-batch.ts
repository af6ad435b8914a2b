import { runGroupAsChild } from './child';
import type { ChildInput, Tally } from './execution';

/** Exchanges packages and configuration on one batch of hypervisors, in parallel. */
export async function upgradeHostBatch(input: ChildInput): Promise<Tally> {
  return runGroupAsChild(input);
}
