import { activitiesOf } from '../../activities/steps/activities-of';
import { STEPS } from '../../activities/steps/list';
import { inParallel } from '../../activities/toolbox/in-parallel';
import type { Dependencies } from '../../activities/dependencies';
import type { BlockersResult } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import type { Group, Track } from '../../model/plan/plan';
import type { PhaseName } from '../../model/phases';

const RUN = { id: 'bench', cluster: 'bench', datacenter: 'bench' };
type Call = (input: object) => Promise<BlockersResult>;

/** Carries out groups of a phase as the workflow does, groups in order and tracks side by side; seconds. */
export type RunGroups = (phase: PhaseName, groups: readonly Group[]) => Promise<number>;

export function runsGroups(real: Dependencies, definition: ClusterDefinition): RunGroups {
  const deps: Dependencies = { ...real, readDefinition: async () => Promise.resolve(definition) };
  const activities = activitiesOf(STEPS, deps) as unknown as Readonly<Record<string, Call>>;

  async function runTrack(phase: PhaseName, { steps }: Track): Promise<void> {
    for (const { id, activity, input } of steps)
      for (let more = true; more;) {
        const ledger = await deps.ledger(definition);
        const at = { run: RUN, step: id, phase };
        const result = await (activities[activity] as Call)({ ...input, ...at });
        await ledger.recordDone(at, result);
        more = result.more !== undefined;
      }
  }

  return async (phase, groups) => {
    const begin = performance.now();
    for (const { lanes, atOnce } of groups) await inParallel(lanes, atOnce, (track) => runTrack(phase, track));
    return (performance.now() - begin) / 1000;
  };
}
