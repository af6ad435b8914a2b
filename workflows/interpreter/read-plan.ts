import type { StepName } from '../../activities/steps/list';
import type { Track } from '../../model/plan/plan';
import type { GroupHead, Page } from '../../model/plan/plan-page';
import type { PhaseName } from '../../model/phases';
import { inDatacenter } from '../toolbox/activities';
import { plain } from '../toolbox/prepare';
import type { Execution } from './execution';

async function all<T>(readPage: (from: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: Page<T> = await readPage(from).catch((error: unknown) => {
      throw plain(error);
    });
    items.push(...page.items);
    from = page.next;
  }
  return items;
}

type Source = Pick<Execution, 'run' | 'plan'>;

export async function readGroups({ run, plan }: Source, phase: PhaseName): Promise<readonly GroupHead[]> {
  const activities = inDatacenter(run.datacenter, `Read the plan: ${phase}`);
  return all((from) => activities.readPlanGroups({ run: { ...run }, plan, phase, from }));
}

export async function readTracks(
  { run, plan }: Source,
  phase: PhaseName,
  group: string,
): Promise<readonly Track<StepName>[]> {
  const activities = inDatacenter(run.datacenter, `Read the plan: ${phase}, ${group}`);
  return all((from) => activities.readPlanLanes({ run: { ...run }, plan, phase, group, from }));
}
