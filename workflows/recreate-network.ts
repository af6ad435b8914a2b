import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Creates Neutron's objects in the target, with the same ids. */
export async function recreateNetwork(input: ChildInput): Promise<RunSummary> {
  return runGroupAsChild(input);
}
