import type { WorkflowHandle } from '@temporalio/client';
import type { PhaseName } from '../../model/phases';
import type { ChaosStage } from './stage';

const LOOK_MS = 200;

/** Asks a run to undo everything once a phase has begun. */
export async function turnBackIn(
  phase: PhaseName,
  stage: ChaosStage,
  handle: WorkflowHandle,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted && !stage.boundaries().some((boundary) => boundary.phase === phase))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  if (!over.aborted) await handle.signal('rollBack', { by: 'chaos', why: 'to see the way back' });
}
