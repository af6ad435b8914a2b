import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, Tally } from './interpreter/execution';

/** Copies the tables of one service: a lane a table. */
export async function alignDatabases(input: ChildInput): Promise<Tally> {
  return runGroupAsChild(input);
}
