import { proxyActivities } from '@temporalio/workflow';
import type { createUndoActivities } from '../../../activities/runs/undos';
import type { Track, PlannedPhase } from '../../../model/plan/plan';
import type { RunRef, StepResult } from '../../../model/run';

export interface CopyInput {
  readonly phases: readonly PlannedPhase[];
  readonly run: RunRef;
  readonly taskQueue: string;
}

export type UndoInput = Omit<CopyInput, 'phases'>;

type Call = (input: object) => Promise<StepResult>;

// activities give a sign of life every five seconds
const NOTICE = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '8s',
  retry: { initialInterval: '100ms', maximumInterval: '1s' },
} as const;

/** Carries out phases as `upgradeCluster` does, groups in order and tracks side by side, but notices a dead worker sooner. */
export async function copyTables({ phases, run, taskQueue }: CopyInput): Promise<void> {
  const activities = proxyActivities<Record<string, Call>>({ taskQueue, ...NOTICE });
  const runTrack = async (phase: PlannedPhase, { steps }: Track): Promise<void> => {
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
        for (let track = waiting.shift(); track !== undefined; track = waiting.shift()) await runTrack(phase, track);
      };
      await Promise.all(Array.from({ length: atOnce }, next));
    }
}

type Undoing = Pick<ReturnType<typeof createUndoActivities>, 'readUndos' | 'undoStep'>;

/** Undoes what the ledger has open, the newest first, as `rollBackCluster` does. */
export async function undoTables({ run, taskQueue }: UndoInput): Promise<void> {
  const { readUndos, undoStep } = proxyActivities<Undoing>({ taskQueue, ...NOTICE });
  for (;;) {
    const { undos } = await readUndos({ run, phases: null, plan: null, failed: [] });
    if (undos.length === 0) return;
    for (const { step, phase } of undos) await undoStep({ run, step, phase });
  }
}
