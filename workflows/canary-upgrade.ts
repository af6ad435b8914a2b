import {
  ChildWorkflowFailure,
  isCancellation,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { upgradeWorkflowId } from '../model/names';
import type { CanaryInput, CanaryResult, UpgradeInput, UpgradeResult } from '../model/upgrade';
import { withOutcome } from './outcome/with-outcome';
import { central, inDatacenter } from './toolbox/activities';
import { describe, workflowFailure } from './toolbox/failures';
import { checkInput, pingDatacenter, plain } from './toolbox/prepare';

/**
 * Takes the next hosts of an aligned cluster through `hosts` and `agents` and judges them by what their VMs lost.
 * A bad canary is rolled back and pauses its schedule.
 */
export function canaryUpgrade(input: CanaryInput): Promise<CanaryResult> {
  return withOutcome(() => takeNextHosts(input));
}

async function takeNextHosts(input: CanaryInput): Promise<CanaryResult> {
  const { cluster, count, datacenter } = await checkInput('canaryUpgrade', input);
  await pingDatacenter(datacenter);
  const run = { id: workflowInfo().firstExecutionRunId, cluster, datacenter };
  const { hosts } = await inDatacenter(datacenter, 'Choose the next hosts')
    .readNextHosts({ run, count })
    .catch((error: unknown) => {
      throw plain(error);
    });
  if (hosts.length === 0) {
    const summary = `Every host of ${cluster} has finished.`;
    await pauseSchedule(cluster, summary);
    return { outcome: 'complete', hosts, summary };
  }
  try {
    const upgrade = await startChild<(input: UpgradeInput) => Promise<UpgradeResult>>('upgradeCluster', {
      workflowId: upgradeWorkflowId(cluster),
      args: [{ cluster, hosts, phases: ['preflight', 'hosts', 'agents'], onFailure: 'rollBack' }],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: `Canary: ${hosts.join(', ')}`,
    });
    await upgrade.result();
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError)
      return {
        outcome: 'skipped',
        hosts,
        summary: `${upgradeWorkflowId(cluster)} is running already; nothing was done.`,
      };
    if (isCancellation(error) || !(error instanceof ChildWorkflowFailure)) throw error;
    const { type, message } = describe(error);
    await pauseSchedule(cluster, `Canary ${hosts.join(', ')} failed: ${message}`);
    throw ApplicationFailure.create({ type, message, nonRetryable: true, cause: error });
  }
  const loss = await inDatacenter(datacenter, 'Judge the loss')
    .readCanaryLoss({ run, hosts })
    .catch((error: unknown) => {
      throw plain(error);
    });
  if (loss.bad.length === 0)
    return { outcome: 'good', hosts, summary: `${hosts.join(', ')}: ${loss.lost} of ${loss.sent} pings lost.` };
  const summary = `${hosts.join(', ')}: silent beyond the budget: ${loss.bad.join(', ')}.`;
  await pauseSchedule(cluster, summary);
  throw workflowFailure('PacketsLost', summary);
}

/** Pauses the schedule that starts this cluster's canaries; nothing when there is none. */
async function pauseSchedule(cluster: string, note: string): Promise<void> {
  await central(`Pause the canary's schedule`).ensureSchedulePaused({ cluster, note });
}
