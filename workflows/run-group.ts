import type { Blocker } from '../model/blocker';
import { childWorkflowId } from '../model/names';
import type { PhaseName } from '../model/phases';
import type { GroupHead } from '../model/plan-page';
import type { Execution, Tally, Through } from './execution';
import { readGroups, readLanes } from './read-plan';
import { runChild } from './run-child';
import { runLane } from './run-lane';
import { inWindow } from './window';

/** Runs a group's lanes in a window of `atOnce`. */
export async function runLanes(execution: Execution, phase: PhaseName, group: GroupHead): Promise<Tally> {
  const lanes = await readLanes(execution, phase, group.name);
  let steps = 0;
  const blockers: Blocker[] = [];
  await inWindow(lanes, group.atOnce, async (lane) => {
    const tally = await runLane(execution, phase, lane);
    steps += tally.steps;
    blockers.push(...tally.blockers);
  });
  return { steps, blockers };
}

/** Runs a phase's groups one after the other, each here or in its child; those after `begin`. `between` hears how far it is. */
export async function runGroups(
  execution: Execution,
  phase: PhaseName,
  begin: Through = { groups: 0, steps: 0 },
  between: (through: Through) => Promise<void> = () => Promise.resolve(),
): Promise<Tally> {
  let { groups, steps } = begin;
  const blockers: Blocker[] = [];
  for (const group of (await readGroups(execution, phase)).slice(begin.groups)) {
    if (groups > begin.groups) await between({ groups, steps });
    const tally =
      group.workflow === 'inline'
        ? await runLanes(execution, phase, group)
        : await runChild(execution, {
            type: group.workflow,
            id: childWorkflowId(execution.run.cluster, phase, group.name),
            phase,
            group,
          });
    groups++;
    steps += tally.steps;
    blockers.push(...tally.blockers);
  }
  return { steps, blockers };
}
