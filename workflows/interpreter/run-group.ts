import type { Blocker } from '../../model/blocker';
import { listFirst } from '../../model/list-first';
import { childWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { GroupHead, GroupPage } from '../../model/plan/plan-page';
import type { Execution, RunSummary, ResumePoint } from './execution';
import { describe } from '../toolbox/failures';
import { readGroups, readTracks } from './read-plan';
import { runChild } from './run-child';
import { runTrack } from './run-track';
import { inWindow } from '../../model/in-window';

/** Runs a group's tracks in a window of `atOnce`. */
export async function runTracks(execution: Execution, phase: PhaseName, group: GroupHead): Promise<RunSummary> {
  const tracks = await readTracks(execution, phase, group.name);
  let steps = 0;
  const blockers: Blocker[] = [];
  // What disturbs a guest on one host may do so on the next: nothing more is done beside it.
  let disturbed = false;
  await inWindow(tracks, group.atOnce, async (track) => {
    const summary = await runTrack(execution, phase, track, () => disturbed).catch((error: unknown) => {
      disturbed ||= describe(error).type === 'GuestDisturbed';
      throw error;
    });
    steps += summary.steps;
    blockers.push(...summary.blockers);
  });
  return { steps, blockers };
}

/**
 * Runs a phase's groups one after the other, each here or in its child; those after `begin`. A host that has
 * finished before is skipped. `between` hears how far it is.
 */
export async function runGroups(
  execution: Execution,
  phase: PhaseName,
  begin: ResumePoint = { groups: 0, steps: 0 },
  between: (through: ResumePoint) => Promise<void> = () => Promise.resolve(),
): Promise<RunSummary> {
  let { groups, steps } = begin;
  const blockers: Blocker[] = [];
  let { leftAlone } = begin;
  for (let from: number | null = begin.groups; from !== null;) {
    const page: GroupPage = await readGroups(execution, phase, from);
    leftAlone ??= page.leftAlone ?? listFirst(page.items.filter(({ done }) => done === true).map(({ name }) => name));
    execution.status.showAlreadyDone(leftAlone);
    for (const group of page.items) {
      if (group.done !== true) {
        if (groups > begin.groups) await between({ groups, steps, leftAlone });
        const summary = await runGroup(execution, phase, group);
        steps += summary.steps;
        blockers.push(...summary.blockers);
      }
      groups++;
    }
    from = page.next;
  }
  return { steps, blockers, ...(leftAlone !== undefined && { leftAlone }) };
}

function runGroup(execution: Execution, phase: PhaseName, group: GroupHead): Promise<RunSummary> {
  const { name, workflow } = group;
  if (workflow === 'inline') return runTracks(execution, phase, group);
  return runChild(execution, {
    type: workflow,
    id: childWorkflowId(execution.run.cluster, phase, name),
    phase,
    group,
  });
}
