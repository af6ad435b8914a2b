import { proxyActivities } from '@temporalio/workflow';
import type { Lane, PlannedPhase } from '../../../model/plan';
import type { RunRef, StepResult } from '../../../model/run';

export interface CopyInput {
  readonly phases: readonly PlannedPhase[];
  readonly run: RunRef;
  readonly taskQueue: string;
}

type Call = (input: object) => Promise<StepResult>;

/** Carries out phases as `upgradeCluster` does, groups in order and lanes side by side, but notices a dead worker sooner. */
export async function copyTables({ phases, run, taskQueue }: CopyInput): Promise<void> {
  const activities = proxyActivities<Record<string, Call>>({
    taskQueue,
    startToCloseTimeout: '5 minutes',
    // activities give a sign of life every five seconds
    heartbeatTimeout: '8s',
    retry: { initialInterval: '100ms', maximumInterval: '1s' },
  });
  const runLane = async (phase: PlannedPhase, { steps }: Lane): Promise<void> => {
    for (const { id, activity, input } of steps) {
      const call = activities[activity] as Call;
      for (let more = true; more;)
        more = (await call({ ...input, run: { ...run }, step: id, phase: phase.name })).more !== undefined;
    }
  };
  for (const phase of phases)
    for (const { lanes, atOnce } of phase.groups) {
      const waiting = [...lanes];
      const next = async (): Promise<void> => {
        for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) await runLane(phase, lane);
      };
      await Promise.all(Array.from({ length: atOnce }, next));
    }
}
