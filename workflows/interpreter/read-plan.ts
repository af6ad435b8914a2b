import type { StepName } from '../../activities/steps/list';
import type { GroupPage, Page, PagedTrack } from '../../model/plan/plan-page';
import type { PhaseName } from '../../model/phases';
import { inDatacenter } from '../toolbox/activities';
import { throwPlain } from '../toolbox/prepare';
import type { Execution, TrackRange } from './execution';

type Source = Pick<Execution, 'run' | 'plan'>;

/** A page of a phase's groups: a history that goes through thousands of hosts reads them as it comes to them. */
export function readGroups({ run, plan }: Source, phase: PhaseName, from: number): Promise<GroupPage> {
  return inDatacenter(run.datacenter, `Read the plan: ${phase}`)
    .readPlanGroups({ run: { ...run }, plan, phase, from })
    .catch(throwPlain);
}

export async function readTracks(
  { run, plan }: Source,
  phase: PhaseName,
  group: string,
  range: TrackRange = { from: 0, count: Infinity },
): Promise<readonly PagedTrack<StepName>[]> {
  const activities = inDatacenter(run.datacenter, `Read the plan: ${phase}, ${group}`);
  const tracks: PagedTrack<StepName>[] = [];
  for (let from: number | null = range.from; from !== null && tracks.length < range.count;) {
    const page: Page<PagedTrack<StepName>> = await activities
      .readPlanLanes({ run: { ...run }, plan, phase, group, from })
      .catch(throwPlain);
    tracks.push(...page.items);
    from = page.next;
  }
  return tracks.slice(0, range.count);
}
