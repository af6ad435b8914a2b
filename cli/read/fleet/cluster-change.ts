import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow';
import type { temporal } from '@temporalio/proto';
import { ERRORS } from '../../../model/errors';
import type { FleetCluster } from '../../../model/fleet/fleet';
import { upgradeWorkflowId } from '../../../model/names';
import type { UpgradeResult } from '../../../model/upgrade';

export type Event = temporal.api.history.v1.IHistoryEvent;
export type Converter = Client['options']['loadedDataConverter'];
type Change = Pick<FleetCluster, 'state'> & Partial<FleetCluster>;

/** What an event of a fleet's history says of one of its clusters; undefined when it says nothing of any. */
export async function clusterChange(
  converter: Converter,
  event: Event,
): Promise<{ readonly cluster: string; readonly change: Change } | undefined> {
  const workflowId =
    event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId ??
    event.startChildWorkflowExecutionFailedEventAttributes?.workflowId ??
    event.childWorkflowExecutionCompletedEventAttributes?.workflowExecution?.workflowId ??
    event.childWorkflowExecutionFailedEventAttributes?.workflowExecution?.workflowId ??
    event.childWorkflowExecutionCanceledEventAttributes?.workflowExecution?.workflowId ??
    event.childWorkflowExecutionTerminatedEventAttributes?.workflowExecution?.workflowId ??
    event.signalExternalWorkflowExecutionInitiatedEventAttributes?.workflowExecution?.workflowId;
  const change = workflowId == null ? undefined : await changeOf(converter, event, workflowId);
  return change && workflowId != null ? { cluster: workflowId.slice(upgradeWorkflowId('').length), change } : undefined;
}

async function changeOf(converter: Converter, event: Event, workflowId: string): Promise<Change | undefined> {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) return { state: 'running' };
  if (event.startChildWorkflowExecutionFailedEventAttributes)
    return { state: 'failed', why: `${workflowId} is running already.` };
  if (event.childWorkflowExecutionCanceledEventAttributes) return { state: 'aborted', why: 'It was cancelled.' };
  if (event.childWorkflowExecutionTerminatedEventAttributes)
    return { state: 'failed', why: `A part of the run was terminated. ${ERRORS.ChildTerminated.remedy}` };
  const signal = event.signalExternalWorkflowExecutionInitiatedEventAttributes?.signalName;
  if (signal != null) return { state: signal === 'pause' ? 'paused' : 'running' };
  const completed = event.childWorkflowExecutionCompletedEventAttributes;
  if (completed) return ended(await decodeFromPayloadsAtIndex<UpgradeResult>(converter, 0, completed.result?.payloads));
  const { failure } = event.childWorkflowExecutionFailedEventAttributes ?? {};
  return failedWith(await decodeOptionalFailureToOptionalError(converter, failure));
}

function ended({ verdict, report }: UpgradeResult): Change {
  return { state: verdict, ...(report !== null && { report }) };
}

function failedWith(error: Error | undefined): Change {
  const [result] = error instanceof ApplicationFailure ? (error.details ?? []) : [];
  const { verdict = 'failed' } = (result ?? {}) as Partial<UpgradeResult>;
  return { state: verdict, why: error?.message ?? '' };
}
