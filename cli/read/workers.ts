import { setTimeout } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { datacenterQueue, ORCHESTRATOR_QUEUE } from '../../model/names';

const { TaskQueueType } = temporal.api.enums.v1;
const KINDS = {
  workflow: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  activity: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
} as const;
type Kind = keyof typeof KINDS;

/** A worker that is idle asks for work anew at least this often: Temporal answers it after a minute at the latest. */
const ASKS_WITHIN_MS = 60_000;
/** How long it may take to ask anew: one that is just past its time is looked for once more after that. */
const AGAIN_MS = 2_000;
/** A fleet has at most a hundred clusters; the first datacenters tell what is wrong. */
const DATACENTERS_ASKED = 20;

/** Who takes work from a task queue. */
export interface QueueWorkers {
  readonly queue: string;
  /** Which kind of tasks. */
  readonly kind: Kind;
  /** Whose queue it is; null for that of the orchestrator. */
  readonly datacenter: string | null;
  /** How many workers have asked for work within the last minute. */
  readonly pollers: number;
  /** When one has last asked, as ISO 8601; null where Temporal has not heard of one for some minutes. */
  readonly lastSeen: string | null;
}

/**
 * Who takes work from the orchestrator's queue and from those of the first 20 of these datacenters. No worker is needed to tell. `now`
 * is the time in milliseconds since the epoch.
 */
export async function readWorkers(
  client: Client,
  datacenters: readonly string[],
  now: () => number = Date.now,
): Promise<readonly QueueWorkers[]> {
  const asked = [...new Set(datacenters)].slice(0, DATACENTERS_ASKED);
  return Promise.all([
    readQueue(client, 'workflow', null, now),
    readQueue(client, 'activity', null, now),
    ...asked.map((datacenter) => readQueue(client, 'activity', datacenter, now)),
  ]);
}

async function readQueue(
  client: Client,
  kind: Kind,
  datacenter: string | null,
  now: () => number,
): Promise<QueueWorkers> {
  const queue = datacenter === null ? ORCHESTRATOR_QUEUE : datacenterQueue(datacenter);
  let seen = await whenSeen(client, queue, kind);
  const late = now() - Math.max(0, ...seen) - ASKS_WITHIN_MS;
  if (late > 0 && late <= AGAIN_MS) {
    await setTimeout(AGAIN_MS);
    seen = await whenSeen(client, queue, kind);
  }
  return {
    queue,
    kind,
    datacenter,
    pollers: seen.filter((at) => now() - at <= ASKS_WITHIN_MS).length,
    lastSeen: seen.length === 0 ? null : new Date(Math.max(...seen)).toISOString(),
  };
}

/** When the pollers of a queue have last asked for work, in milliseconds since the epoch. */
async function whenSeen(client: Client, queue: string, kind: Kind): Promise<readonly number[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: KINDS[kind],
  });
  return pollers.flatMap(({ lastAccessTime: at }) =>
    at == null ? [] : [Number(at.seconds) * 1_000 + Math.floor((at.nanos ?? 0) / 1e6)],
  );
}
