import { activitiesOf } from '../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../activities/databases/steps';
import { inParallel } from '../../activities/toolbox/in-parallel';
import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { Track } from '../../model/plan/plan';
import type { StepResult } from '../../model/run';
import { planCompute } from '../../plan/compute';

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
  const runTrack = async ({ steps }: Track, { activities: wanted, mapping }: Chosen): Promise<void> => {
    for (const { id, activity, input } of steps) {
      if (!wanted.includes(activity)) continue;
      const { mapping: name } = input as { mapping?: string };
      if (name !== undefined && !mapping(name)) continue;
      const call = activities[activity] as Call;
      for (let more = true; more;)
        more = (await call({ ...input, run: RUN, step: id, phase: phase.name })).more !== undefined;
    }
  };
  return async (chosen) => {
    const begin = performance.now();
    for (const { lanes, atOnce } of phase.groups) await inParallel(lanes, atOnce, (track) => runTrack(track, chosen));
    return (performance.now() - begin) / 1000;
  };
}
