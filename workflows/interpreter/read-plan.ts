import type { StepName } from '../../activities/steps/list';
import type { GroupPage, Page, PagedTrack } from '../../model/plan/plan-page';
import type { PhaseName } from '../../model/phases';
import { inDatacenter } from '../toolbox/activities';
import type { Execution } from './execution';

async function all<T>(readPage: (from: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: Page<T> = await readPage(from);
    items.push(...page.items);
    from = page.next;
  }
  return items;
}

type Source = Pick<Execution, 'run' | 'plan'>;

/** A page of a phase's groups: a history that goes through thousands of hosts reads them as it comes to them. */
export function readGroups({ run, plan }: Source, phase: PhaseName, from: number): Promise<GroupPage> {
  return inDatacenter(run.datacenter, `Read the plan: ${phase}`).readPlanGroups({ plan, phase, from });
}

export async function readTracks(
  { run, plan }: Source,
  phase: PhaseName,
  group: string,
): Promise<readonly PagedTrack<StepName>[]> {
  const activities = inDatacenter(run.datacenter, `Read the plan: ${phase}, ${group}`);
  return all((from) => activities.readPlanLanes({ plan, phase, group, from }));
}
