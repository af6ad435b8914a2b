import { isCancellation } from '@temporalio/workflow';
import { showOutcome } from '../operator/run-status';

/** Does work before a run has a plan; should it fail or be cancelled, searches find its outcome. */
export async function withOutcome<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    showOutcome(isCancellation(error) ? 'aborted' : 'failed');
    throw error;
  }
}
