import { runGroupAsChild } from './child';
import type { ChildInput, Tally } from './execution';

/** Copies the tables of one service: a lane a table. */
export async function alignDatabases(input: ChildInput): Promise<Tally> {
  return runGroupAsChild(input);
}
