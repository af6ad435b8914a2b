import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { findRun } from '../read/find-run';
import { UsageError } from './exit';

/** Temporal's description of a run; a `UsageError` that says what `missing` does where there is none. */
export async function describeRun(
  handle: WorkflowHandle,
  missing: () => string | Promise<string>,
): Promise<WorkflowExecutionDescription> {
  const found = await findRun(handle);
  if (found === undefined) throw new UsageError(await missing());
  return found;
}
