import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { troubleOf, type Outage } from '../../model/outage/outages';
import { findRun } from './find-run';

/** A step that is tried again because something is away. */
export interface WaitedFor {
  readonly workflowId: string;
  /** The activity's name. */
  readonly step: string;
  readonly outage: Outage;
  /** A type of the error table, and what the last attempt said. */
  readonly type: string;
  readonly message: string;
  /** When the outage began, as ISO 8601. */
  readonly since: string;
  /** How long it has been waited for, and how long it will be, in seconds. */
  readonly waitedSeconds: number;
  readonly limitSeconds: number;
}

/** A big cluster has more children than one wants to ask: the first ones tell what is away. */
const WORKFLOWS_ASKED = 20;
const TOLD = 20;

type Pending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** What a run and its children wait for: the first 20, from the first 20 workflows. */
export async function readOutages(client: Client, root: WorkflowExecutionDescription): Promise<readonly WaitedFor[]> {
  const found: WaitedFor[] = [];
  const left = [root];
  for (let asked = 1; ; asked++) {
    const description = left.shift();
    if (description === undefined || found.length >= TOLD) return found.slice(0, TOLD);
    for (const activity of description.raw.pendingActivities ?? []) {
      const outage = await outageIn(client, description.workflowId, activity);
      if (outage !== undefined) found.push(outage);
    }
    const children = (description.raw.pendingChildren ?? []).slice(0, WORKFLOWS_ASKED - asked - left.length);
    for (const { workflowId } of children) {
      const child = await findRun(client.workflow.getHandle(workflowId ?? ''));
      if (child !== undefined) left.push(child);
    }
  }
}

async function outageIn(client: Client, workflowId: string, activity: Pending): Promise<WaitedFor | undefined> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  let payloads = activity.heartbeatDetails?.payloads ?? [];
  for (const codec of payloadCodecs) payloads = await codec.decode(payloads);
  const [payload] = payloads;
  if (payload === undefined) return undefined;
  const trouble = troubleOf(payloadConverter.fromPayload(payload));
  if (trouble?.outage == null) return undefined;
  return {
    workflowId,
    step: activity.activityType?.name ?? '',
    outage: trouble.outage,
    type: trouble.type,
    message: activity.lastFailure?.message ?? '',
    since: trouble.since,
    waitedSeconds: Math.round(trouble.waitedMs / 1000),
    limitSeconds: Math.round(trouble.limitMs / 1000),
  };
}
