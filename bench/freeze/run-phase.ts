import { activitiesOf } from '../../activities/steps/activities-of';
import { STEPS } from '../../activities/steps/list';
import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { Group } from '../../model/plan/plan';
import type { PhaseName } from '../../model/phases';
import type { StepResult } from '../../model/run';
import { runGroups } from '../run-groups';

const RUN = { id: 'bench', cluster: 'bench', datacenter: 'bench' };
type Call = (input: object) => Promise<StepResult>;

/** Carries out groups of a phase; seconds. The ledger hears what is done, as later steps ask it. */
export type RunPhase = (phase: PhaseName, groups: readonly Group[]) => Promise<number>;

export function phasesOf(real: Dependencies, definition: ClusterDefinition): RunPhase {
  const deps: Dependencies = { ...real, readDefinition: async () => Promise.resolve(definition) };
  const activities = activitiesOf(STEPS, deps) as unknown as Readonly<Record<string, Call>>;
  return async (phase, groups) => {
    const ledger = await deps.ledger(definition);
    return runGroups(groups, async ({ id, activity, input }) => {
      const at = { run: RUN, step: id, phase };
      const result = await (activities[activity] as Call)({ ...input, ...at });
      if (result.more === undefined) await ledger.recordDone(at, result);
      return result;
    });
  };
}
