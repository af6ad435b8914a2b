import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, Tally } from './interpreter/execution';

/** Creates Neutron's objects in the target, with the same ids. */
export async function recreateNetwork(input: ChildInput): Promise<Tally> {
  return runGroupAsChild(input);
}
