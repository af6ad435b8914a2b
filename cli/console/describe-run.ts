import { WorkflowNotFoundError, type WorkflowExecutionDescription, type WorkflowHandle } from '@temporalio/client';
import { UsageError } from './exit';

/** Temporal's description of a run; a `UsageError` that says what `missing` does where there is none. */
export async function describeRun(
  handle: WorkflowHandle,
  missing: () => string | Promise<string>,
): Promise<WorkflowExecutionDescription> {
  try {
    return await handle.describe();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new UsageError(await missing());
  }
}
