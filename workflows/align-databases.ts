import { runGroupAsChild } from './interpreter/child';
import type { ChildInput, RunSummary } from './interpreter/execution';

/** Copies the tables of one service: a track a table. */
export async function alignDatabases(input: ChildInput): Promise<RunSummary> {
  return runGroupAsChild(input);
}
