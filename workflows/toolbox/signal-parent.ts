import {
  CancellationScope,
  getExternalWorkflowHandle,
  workflowInfo,
  type SignalDefinition,
} from '@temporalio/workflow';

/** Signals the workflow that started this one, where there is one, also while this one is being cancelled. */
export async function signalParent<Args extends unknown[]>(
  signal: SignalDefinition<Args>,
  ...args: Args
): Promise<void> {
  const { parent } = workflowInfo();
  if (parent === undefined) return;
  // A parent that has just ended asks this workflow to end, too.
  await CancellationScope.nonCancellable(() =>
    getExternalWorkflowHandle(parent.workflowId)
      .signal(signal, ...args)
      .catch(() => undefined),
  );
}
