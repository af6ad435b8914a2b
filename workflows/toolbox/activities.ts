import { ActivityCancellationType, patched, proxyActivities } from '@temporalio/workflow';
import type { Duration } from '@temporalio/common';
import type { CentralRunActivities } from '../../activities/runs/central';
import type { DatacenterRunActivities } from '../../activities/runs/datacenter';
import type { StepName } from '../../activities/steps/list';
import { ERRORS } from '../../model/errors';
import type { BlockersResult } from '../../model/blocker';
import type { JsonObject } from '../../model/json';
import { datacenterQueue, ORCHESTRATOR_QUEUE } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { StepInput, StepResult } from '../../model/run';

type StepActivity = (input: StepInput & JsonObject) => Promise<StepResult & Partial<Pick<BlockersResult, 'blockers'>>>;

/** The activity of every step. What each takes of its own was checked when the plan was made. */
export type StepActivities = Readonly<Record<StepName, StepActivity>>;

const FINAL = Object.entries(ERRORS).flatMap(([type, { retryable }]) => (retryable ? [] : [type]));

/**
 * A datacenter's worker decides itself when an attempt was the last one: it knows how long the definition waits for what is away. This
 * is only for one that does not: more attempts than a day's wait takes.
 */
const ATTEMPTS = 5_000;

/** Reads are over soon and are asked again quickly, also when the worker dies over one: a host waits meanwhile. */
const READ = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '15s',
  retry: { maximumAttempts: ATTEMPTS, initialInterval: '500ms', maximumInterval: '10s', nonRetryableErrorTypes: FINAL },
} as const;

/** A copy of a big table takes hours; a sign of life every few seconds is what counts. */
const STEP = {
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '30s',
  retry: { maximumAttempts: ATTEMPTS, initialInterval: '1s', maximumInterval: '30s', nonRetryableErrorTypes: FINAL },
} as const;

/** Activities that need no datacenter's credentials: nothing that they need is away for long. */
export function central(summary: string): CentralRunActivities {
  const retry = { ...READ.retry, maximumAttempts: 5 };
  return proxyActivities<CentralRunActivities>({ ...READ, retry, taskQueue: ORCHESTRATOR_QUEUE, summary });
}

/** Activities about the run itself, on a datacenter's worker. `unservedAfter` bounds the wait for any worker. */
export function inDatacenter(datacenter: string, summary: string, unservedAfter?: Duration): DatacenterRunActivities {
  return proxyActivities<DatacenterRunActivities>({
    ...READ,
    taskQueue: datacenterQueue(datacenter),
    summary,
    ...(unservedAfter === undefined ? {} : { scheduleToStartTimeout: unservedAfter }),
  });
}

/** The plan is made from what all hypervisors are: thousands of them, or slow logins, take longer than other reads. */
export function planningInDatacenter(datacenter: string): DatacenterRunActivities {
  return proxyActivities<DatacenterRunActivities>({
    ...READ,
    startToCloseTimeout: STEP.startToCloseTimeout,
    taskQueue: datacenterQueue(datacenter),
    summary: 'Build the plan',
  });
}

/** A step that is called off has ended before anything is undone; runs of earlier versions did not wait for it. */
function whenCancelled(): ActivityCancellationType {
  return patched('cancelled-steps-end-first')
    ? ActivityCancellationType.WAIT_CANCELLATION_COMPLETED
    : ActivityCancellationType.TRY_CANCEL;
}

/** The undo of a step may last as long as the step. */
export function undoInDatacenter(datacenter: string, summary: string): DatacenterRunActivities {
  return proxyActivities<DatacenterRunActivities>({
    ...STEP,
    cancellationType: whenCancelled(),
    taskQueue: datacenterQueue(datacenter),
    summary,
  });
}

/** Steps' activities by name, as the plan names them. */
export function stepActivities(datacenter: string, phase: PhaseName, summary: string): StepActivities {
  return proxyActivities<StepActivities>({
    ...STEP,
    // A preflight is to answer soon, also when a host is down.
    ...(phase === 'preflight' ? { retry: { ...STEP.retry, maximumAttempts: 2 } } : {}),
    cancellationType: whenCancelled(),
    taskQueue: datacenterQueue(datacenter),
    summary,
  });
}
