import type { ClusterDefinition } from '../../../model/cluster';
import type { PhaseName } from '../../../model/phases';
import type { Plan, Step } from '../../../model/plan/plan';
import { planUpgrade } from '../../../plan/upgrade';
import { definitionOf } from '../../support/definition';

/** What the harness has in place of a step's activity. */
const STAND_INS = { ensure: 'ensureThing', verify: 'verifyThing', read: 'readThingBlockers' } as const;

function standIn(activity: string): string {
  return Object.entries(STAND_INS).find(([verb]) => activity.startsWith(verb))?.[1] ?? activity;
}

/** The plan with other steps in each of its tracks. */
function withSteps(plan: Plan, change: (steps: readonly Step[]) => readonly Step[]): Plan {
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      groups: phase.groups.map((group) => ({
        ...group,
        lanes: group.lanes.map((track) => ({ ...track, steps: change(track.steps) })),
      })),
    })),
  };
}

/** A plan as the planner makes it, whose activities are those of the harness; ids, tracks, groups and inputs are its own. */
export function realPlan(phases: readonly PhaseName[], fields: Partial<ClusterDefinition> = {}): Plan {
  const plan = planUpgrade(definitionOf('blue', fields), { phases, hosts: null, seedFlows: true });
  return withSteps(plan, (steps) => steps.map((step) => ({ ...step, activity: standIn(step.activity) })));
}

/** The same plan with the first and the last step of each track alone, and those whose ids end so: what is left out takes time. */
export function withFewSteps(plan: Plan, ...kept: readonly string[]): Plan {
  return withSteps(plan, (steps) =>
    steps.filter(({ id }, i) => i === 0 || i === steps.length - 1 || kept.some((end) => id.endsWith(`/${end}`))),
  );
}
