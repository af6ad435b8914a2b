import { inWindow } from '../../model/in-window';
import { childWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { GroupHead } from '../../model/plan/plan-page';
import type { Execution, RunSummary } from './execution';
import { LISTED, withFound } from './found';
import { runChild } from './run-child';

/** Hosts of one child: six events each stay far below what a history may have. */
const HOSTS_A_CHILD = 100;
const CHILDREN_AT_ONCE = 4;

/** How many tracks have been looked at, and what was found. */
type Looked = RunSummary & { readonly lanes: number };

/** Runs a group's tracks in children, a few of them at once. `between` hears how far it is when none is under way. */
export async function runInBatches(
  execution: Execution,
  phase: PhaseName,
  group: GroupHead,
  begin: Looked = { lanes: 0, steps: 0, blockers: [] },
  between: (looked: Looked) => Promise<void>,
): Promise<RunSummary> {
  const id = childWorkflowId(execution.run.cluster, phase, group.name);
  let looked = begin;
  while (looked.lanes < group.lanes) {
    if (looked !== begin) await between(looked);
    const { lanes } = looked;
    const count = Math.min(group.lanes - lanes, CHILDREN_AT_ONCE * HOSTS_A_CHILD);
    const summaries = new Map<number, RunSummary>();
    const starts = Array.from({ length: Math.ceil(count / HOSTS_A_CHILD) }, (_, i) => lanes + i * HOSTS_A_CHILD);
    await inWindow(starts, CHILDREN_AT_ONCE, async (from) => {
      const range = { from, count: HOSTS_A_CHILD };
      const child = { type: 'preflightHostBatch', id: `${id}/${from}`, phase, group, range } as const;
      summaries.set(from, await runChild(execution, child));
    });
    for (const from of starts) {
      const { steps = 0, ...found } = summaries.get(from) ?? { blockers: [] };
      looked = { ...withFound(looked, found, LISTED), steps: looked.steps + steps, lanes: lanes + count };
    }
  }
  const { lanes: _, ...summary } = looked;
  return summary;
}
