import { activitiesOf } from '../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../activities/databases/steps';
import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { StepResult } from '../../model/run';
import { planCompute } from '../../plan/compute';
import { runGroups } from '../run-groups';

const RUN = { id: 'bench', cluster: 'bench', datacenter: 'bench' };
type Call = (input: object) => Promise<StepResult>;

export interface Chosen {
  readonly activities: readonly string[];
  readonly mapping: (name: string) => boolean;
}

/** Carries out the chosen steps of the phase `compute` as the workflow does: groups in order, tracks side by side. */
export function ourCompute(real: Dependencies, definition: ClusterDefinition): (chosen: Chosen) => Promise<number> {
  // Nothing here reaches machines or the store.
  const deps: Dependencies = { ...real, readDefinition: async () => Promise.resolve(definition) };
  const activities = activitiesOf(DATABASE_STEPS, deps) as unknown as Readonly<Record<string, Call>>;
  const phase = planCompute(definition);
  return (chosen) =>
    runGroups(phase.groups, async ({ id, activity, input }) => {
      const { mapping } = input as { mapping?: string };
      const isChosen = chosen.activities.includes(activity) && (mapping === undefined || chosen.mapping(mapping));
      return isChosen ? (activities[activity] as Call)({ ...input, run: RUN, step: id, phase: phase.name }) : {};
    });
}
