import { isCancellation, workflowInfo } from '@temporalio/workflow';
import { ActivityFailure, TimeoutFailure } from '@temporalio/common';
import type { CheckedInput } from '../../activities/runs/checked-input';
import { datacenterQueue, upgradeWorkflowId } from '../../model/names';
import { central, inDatacenter } from './activities';
import { stepFailure, workflowFailure } from './failures';

/** How long a datacenter's worker may take to answer the ping: a restart of it must not fail an upgrade. */
const UNSERVED_AFTER = '20s';

/** One workflow per cluster: its id is the lock, so that no other id may do. */
export function requireUpgradeId(input: { readonly cluster?: unknown }): void {
  const { workflowId, workflowType } = workflowInfo();
  const cluster: unknown = (input as { readonly cluster?: unknown } | undefined)?.cluster;
  if (typeof cluster !== 'string') return; // The check of the whole input says it better.
  const wanted = upgradeWorkflowId(cluster);
  if (workflowId !== wanted)
    throw workflowFailure(
      'WrongWorkflowId',
      `${workflowType} of cluster ${cluster} was started under the id "${workflowId}"; its id must be "${wanted}".`,
    );
}

/** Checks the input of a workflow, which may come from any client, and finds the cluster's datacenter. */
export async function checkInput<K extends keyof CheckedInput>(workflow: K, input: unknown): Promise<CheckedInput[K]> {
  return (await central('Check the input').checkInput({ workflow, input }).catch(throwPlain)) as CheckedInput[K];
}

/** Fails with `DatacenterUnserved` when no worker answers on the datacenter's queue. */
export async function pingDatacenter(datacenter: string): Promise<void> {
  try {
    await inDatacenter(datacenter, `Ping datacenter ${datacenter}`, UNSERVED_AFTER).pingDatacenter({ datacenter });
  } catch (error) {
    const queue = datacenterQueue(datacenter);
    if (error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)
      throw workflowFailure('DatacenterUnserved', `No worker answered on task queue "${queue}" for ${UNSERVED_AFTER}.`);
    throw plain(error);
  }
}

/** For `catch` of an activity: what it rejects with is its own failure. */
export function throwPlain(error: unknown): never {
  throw plain(error);
}

/** The activity's own failure, without Temporal's wrapper; a cancellation as it is. */
export function plain(error: unknown): Error {
  return error instanceof ActivityFailure && !isCancellation(error)
    ? stepFailure(error.activityType, error)
    : (error as Error);
}
