import { activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../activities/network/steps';
import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { StepResult } from '../../model/run';
import { planNetwork } from '../../plan/network';
import { timedRequests, type Timed } from './requests';

const RUN = { id: 'bench', cluster: 'bench', datacenter: 'bench' };
type Call = (input: object) => Promise<StepResult>;

/** The steps of the phase `network` by the names of their activities, as the workflow runs them. */
export function ourNetwork(real: Dependencies, definition: ClusterDefinition) {
  // Nothing here reaches machines or the store: hosts on paper cannot be asked how their ports are plugged.
  const deps: Dependencies = { ...real, readDefinition: async () => Promise.resolve(definition) };
  const activities = activitiesOf(NETWORK_STEPS, deps) as unknown as Readonly<Record<string, Call>>;
  const undos = undosOf(NETWORK_STEPS, deps);
  const steps = planNetwork().groups.flatMap(({ lanes }) => lanes.flatMap((track) => track.steps));
  return {
    run: (activity: string): Promise<Timed<StepResult>> => {
      const step = steps.find((known) => known.activity === activity)?.id ?? activity;
      const call = activities[activity] as Call;
      return timedRequests(() => call({ run: RUN, step, phase: 'network' }));
    },
    /** Takes everything back, the newest first. */
    undo: (): Promise<Timed<void>> =>
      timedRequests(async () => {
        const open = await deps.ledger(definition);
        for (const entry of await open.readUndos(RUN.cluster, { limit: 100 })) {
          await undos[entry.kind]?.(entry, RUN);
          await open.closeUndo(RUN, entry.step);
        }
      }),
  };
}
