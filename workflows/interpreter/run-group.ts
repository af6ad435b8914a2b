import { patched } from '@temporalio/workflow';
import type { Blocker } from '../../model/blocker';
import { listFirst } from '../../model/list-first';
import { childWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { Track } from '../../model/plan/plan';
import type { GroupHead, GroupPage } from '../../model/plan/plan-page';
import type { Execution, RunSummary, ResumePoint, TrackRange } from './execution';
import { type Found, withFound } from './found';
import { describe } from '../toolbox/failures';
import { historyIsLong } from '../toolbox/history';
import { readGroups, readTracks } from './read-plan';
import { passCanaryGate } from './canary-gate';
import { runChild } from './run-child';
import { runTrack, type TrackSummary } from './run-track';
import { setAside } from './set-aside';
import type { StepName } from '../../activities/steps/list';
import { inSlots } from './in-slots';
import { inWindow } from '../../model/in-window';

/** A group goes on for as long as a host is held or a table is copied; what is under way when it is to end comes on top. */
const LONG_GROUP_HISTORY = 1_200;
/** Of a host that was set aside: its steps are undone. */
const NOTHING_DONE: TrackSummary = { steps: 0, blockers: [], unfinished: false };
/** Blockers are gathered in one history. */
const NEVER_RENEWED: PhaseName = 'preflight';

/**
 * Runs a group's tracks, those of `range` where it is given, in a window of `atOnce`; of those that an earlier history has begun, the
 * steps that are left. Once the history is long every track ends at its next border, and `renew` goes on from there.
 */
export async function runTracks(
  execution: Execution,
  phase: PhaseName,
  group: GroupHead,
  range?: TrackRange,
  { steps: before, tracks: reached = {} }: ResumePoint = { groups: 0, steps: 0 },
  renew?: (through: ResumePoint) => Promise<void>,
): Promise<RunSummary> {
  const all = await readTracks(execution, phase, group.name, range);
  const { commandHandler } = execution;
  const tracks = all.filter(({ name, done }) => done !== true && !commandHandler.isSetAside(name));
  execution.status.showAlreadyDone(listFirst(all.filter(({ done }) => done === true).map(({ name }) => name)));
  let steps = before;
  const behind: Record<string, number> = { ...reached };
  const blockers = new Map<Track, readonly Blocker[]>();
  const renewed = (): boolean => renew !== undefined && phase !== NEVER_RENEWED && historyIsLong(LONG_GROUP_HISTORY);
  let unfinished = false;
  // What disturbs a guest on one host may do so on the next: nothing more is done beside it.
  let disturbed = false;
  const { slots } = execution;
  const stopped = (): boolean => disturbed || slots?.closed === 'disturbed';
  const work = async (track: Track<StepName>): Promise<boolean> => {
    const from = behind[track.name] ?? 0;
    const summary = await runTrack(execution, phase, track, { from, stopped, renewed }).catch(
      async (error: unknown) => {
        if (describe(error).type === 'GuestDisturbed') {
          disturbed = true;
          // not waited for: what stops beside it would fail before it
          void slots?.tell({ disturbed });
        }
        // what is wrong with it is wrong with all for which it is tried
        if (group.trial === true || group.canaries === true) throw error;
        await setAside(execution, phase, track, error);
        return NOTHING_DONE;
      },
    );
    steps += summary.steps;
    behind[track.name] = from + summary.steps;
    unfinished ||= summary.unfinished;
    blockers.set(track, summary.blockers);
    return !summary.unfinished;
  };
  if (slots === undefined) await inWindow(tracks, group.atOnce, work);
  else if (!(await inSlots(tracks, slots, renewed, work))) unfinished = true;
  if (unfinished) await renew?.({ groups: 0, steps, tracks: behind });
  // in the order of the plan, whichever look was over first
  return { steps, blockers: tracks.flatMap((track) => blockers.get(track) ?? []) };
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
  let found: Found = { blockers: [] };
  let { leftAlone } = begin;
  for (let from: number | null = begin.groups; from !== null;) {
    const page: GroupPage = await readGroups(execution, phase, from);
    leftAlone ??= page.leftAlone ?? listFirst(page.items.filter(({ done }) => done === true).map(({ name }) => name));
    execution.status.showAlreadyDone(leftAlone);
    for (const group of page.items) {
      if (group.done !== true && !execution.commandHandler.isSetAside(group.name)) {
        if (groups > begin.groups) await between({ groups, steps, leftAlone });
        // the group behind the canaries comes before their gate; earlier versions knew none
        if (group.canaries !== true || !patched('canaries-of-agents')) await passCanaryGate(execution, phase, groups);
        const summary = await runGroup(execution, phase, group);
        steps += summary.steps;
        found = withFound(found, summary);
      }
      groups++;
    }
    from = page.next;
  }
  return { steps, ...found, ...(leftAlone !== undefined && { leftAlone }) };
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
