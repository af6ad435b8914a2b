import type { Client, WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow';
import { countFailed } from '../../../model/fleet/cluster-states';
import { type FleetCluster, type FleetProgress, type FleetResult, WHY_CHARACTERS } from '../../../model/fleet/fleet';
import { clusterChange, type Converter, type Event } from './cluster-change';
import { datacenterCommand } from './datacenter-command';
import { findChecked } from './find-checked';

/**
 * The progress of a fleet as its history has it: for that no worker is needed. Null where it was refused, or
 * cannot be read here before a worker has looked at it.
 */
export async function readFleetHistory(client: Client, handle: WorkflowHandle): Promise<FleetProgress | null> {
  const converter = client.options.loadedDataConverter;
  const { events } = await handle.fetchHistory();
  const all = events ?? [];
  const checked = await findChecked(converter, all);
  if (checked === undefined) return null;
  const clusters = new Map<string, FleetCluster>(
    checked.clusters.map((one) => [one.cluster, { ...one, state: 'pending' }]),
  );
  const held = new Set<string>();
  for (const event of all) {
    const { cluster = '', change } = (await clusterChange(converter, event)) ?? {};
    const before = clusters.get(cluster);
    if (before !== undefined) clusters.set(cluster, shortened({ ...before, ...change }));
    const { datacenter, hold } = (await datacenterCommand(converter, event)) ?? {};
    if (datacenter === undefined || !checked.clusters.some((one) => one.datacenter === datacenter)) continue;
    if (hold === true) held.add(datacenter);
    else held.delete(datacenter);
  }
  return {
    version: 1,
    verdict: await findVerdict(converter, all.at(-1)),
    failed: countFailed([...clusters.values()]),
    failureBudget: checked.failureBudget,
    heldDatacenters: [...held],
    clusters: [...clusters.values()],
  };
}

function shortened({ why, ...cluster }: FleetCluster): FleetCluster {
  return why === undefined ? cluster : { ...cluster, why: why.slice(0, WHY_CHARACTERS) };
}

/** How the fleet ended; '' for one that runs, or that was ended from outside. */
async function findVerdict(converter: Converter, last: Event | undefined): Promise<FleetProgress['verdict']> {
  const completed = last?.workflowExecutionCompletedEventAttributes;
  if (completed)
    return (await decodeFromPayloadsAtIndex<FleetResult>(converter, 0, completed.result?.payloads)).verdict;
  const { failure } = last?.workflowExecutionFailedEventAttributes ?? {};
  const error = await decodeOptionalFailureToOptionalError(converter, failure);
  const [result] = error instanceof ApplicationFailure ? (error.details ?? []) : [];
  return ((result ?? {}) as Partial<FleetResult>).verdict ?? '';
}
