import { patched } from '@temporalio/workflow';
import type { StepName } from '../../activities/steps/list';
import type { PhaseName } from '../../model/phases';
import type { Track } from '../../model/plan/plan';
import { undoInDatacenter } from '../toolbox/activities';
import { stepFailure } from '../toolbox/failures';
import type { Execution } from './execution';

/** Phases in which a track is a host, and hosts are undone alone. */
const OF_HOSTS: readonly PhaseName[] = ['hosts', 'agents'];

/** Takes one host back to where it was before the phase, the newest step first; steps that have nothing to undo are no matter. */
export async function undoTrack(
  { run, status }: Execution,
  phase: PhaseName,
  { steps }: Track<StepName>,
): Promise<void> {
  if (!OF_HOSTS.includes(phase) || !patched('hosts-undone-alone')) return;
  for (const { id } of steps.toReversed()) {
    const activities = undoInDatacenter(run.datacenter, `Undo ${id}`);
    try {
      await status.during(`undo ${id}`, () => activities.undoStep({ run: { ...run }, step: id, phase }));
    } catch (error) {
      throw stepFailure(`undo ${id}`, error);
    }
  }
}
