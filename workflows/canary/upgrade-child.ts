import {
  ChildWorkflowFailure,
  type ChildWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { upgradeWorkflowId } from '../../model/names';
import type { UpgradeInput, UpgradeResult } from '../../model/upgrade';
import { describe } from '../toolbox/failures';

type UpgradeCluster = (input: UpgradeInput) => Promise<UpgradeResult>;

/** An upgrade that a canary started: its result, `busy` where the cluster has another one under way, or how it failed. */
export type Upgraded = UpgradeResult | 'busy' | ApplicationFailure;

/** Runs an upgrade as a canary's child; `meanwhile` sees it running. Rejects only when the canary is cancelled. */
export async function upgradeAsChild(
  input: UpgradeInput,
  summary: string,
  meanwhile: (upgrade: ChildWorkflowHandle<UpgradeCluster>) => Promise<UpgradeResult> = (upgrade) => upgrade.result(),
): Promise<Upgraded> {
  try {
    const upgrade = await startChild<UpgradeCluster>('upgradeCluster', {
      workflowId: upgradeWorkflowId(input.cluster),
      args: [input],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: summary,
    });
    return await meanwhile(upgrade);
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'busy';
    if (isCancellation(error) || !(error instanceof ChildWorkflowFailure)) throw error;
    const { type, message } = describe(error);
    return ApplicationFailure.create({ type, message, nonRetryable: true, cause: error });
  }
}
