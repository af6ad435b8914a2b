import type { Group, Track, Plan } from '../../model/plan/plan';
import { pluralize } from '../../model/pluralize';
import { planDigest } from '../../plan/digest';

function trackLines({ name, steps }: Track, single: boolean): readonly string[] {
  const lines = steps.map(({ id, summary }) => `${summary}  [${id}]`);
  return single ? lines : [name, ...lines.map((line) => `  ${line}`)];
}

function groupLines({ name, workflow, atOnce, lanes, trial }: Group): readonly string[] {
  const where = workflow === 'inline' ? '' : `, in its own workflow ${workflow}`;
  const pace = lanes.length > 1 ? `, ${pluralize(lanes.length, 'track')}, at most ${atOnce} at once` : '';
  const body = lanes.flatMap((track) => trackLines(track, lanes.length === 1));
  const first = trial === true ? ', before all others' : '';
  return [`${name}${first}${pace}${where}`, ...body.map((line) => `  ${line}`)];
}

/** The plan as a tree for people: phases, groups, tracks, steps with their ids, in the order of execution. */
export function printPlan(plan: Plan): string {
  const steps = plan.phases.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes.flatMap((track) => track.steps)),
  );
  const phases = plan.phases.flatMap(({ name, groups }) => [
    '',
    name,
    ...groups.flatMap(groupLines).map((line) => `  ${line}`),
  ]);
  return [
    `${plan.cluster} in ${plan.datacenter}: ${plan.pair}, ${pluralize(plan.phases.length, 'phase')}, ${pluralize(steps.length, 'step')}`,
    `digest ${planDigest(plan)}`,
    ...phases,
  ].join('\n');
}
