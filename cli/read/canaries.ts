import { type Client, ScheduleNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import type { CanaryResult } from '../../model/upgrade';
import { canaryScheduleId } from '../../model/names';
import { findRun } from './find-run';

/** A schedule of canaries. */
export interface CanarySchedule {
  readonly cluster: string;
  readonly scheduleId: string;
  readonly paused: boolean;
  /** Why it is paused, or who resumed it. */
  readonly note: string;
  /** When it acts next, as ISO 8601; '' while nothing is due. A paused schedule would. */
  readonly next: string;
}

/** One canary that a schedule has started. */
export interface CanaryRun {
  readonly run: string;
  /** As ISO 8601. */
  readonly started: string;
  /** While it runs what it is at; then what became of it. */
  readonly outcome: string;
  readonly hosts: readonly string[];
  readonly summary: string;
}

/** What a failed workflow's error means to people. */
type Explain = (error: unknown) => string;

const SCHEDULES = canaryScheduleId('');

/** The schedules of all clusters' canaries, in the order of the clusters. */
export async function listCanaries(client: Client): Promise<readonly CanarySchedule[]> {
  const found: CanarySchedule[] = [];
  for await (const { scheduleId, state, info } of client.schedule.list())
    if (scheduleId.startsWith(SCHEDULES)) found.push(scheduleOf(scheduleId, state, info.nextActionTimes));
  return found.toSorted((one, other) => (one.cluster < other.cluster ? -1 : 1));
}

/** A cluster's schedule and the newest of its canaries, as many as Temporal keeps with it (ten); undefined where there is none. */
export async function readCanary(
  client: Client,
  cluster: string,
  explain: Explain,
): Promise<(CanarySchedule & { readonly runs: readonly CanaryRun[] }) | undefined> {
  const scheduleId = canaryScheduleId(cluster);
  const described = await client.schedule
    .getHandle(scheduleId)
    .describe()
    .catch((error: unknown) => {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw error;
    });
  if (described === undefined) return undefined;
  const { state, info } = described;
  const runs: CanaryRun[] = [];
  for (const { action } of info.recentActions.toReversed()) {
    const { workflowId, firstExecutionRunId } = action.workflow;
    const run = await readRun(client.workflow.getHandle(workflowId, firstExecutionRunId), explain);
    if (run !== undefined) runs.push(run);
  }
  return { ...scheduleOf(scheduleId, state, info.nextActionTimes), runs };
}

function scheduleOf(
  scheduleId: string,
  { paused, note = '' }: { readonly paused: boolean; readonly note?: string },
  times: readonly Date[],
): CanarySchedule {
  const cluster = scheduleId.slice(SCHEDULES.length);
  return { cluster, scheduleId, paused, note, next: times[0]?.toISOString() ?? '' };
}

/** Undefined where Temporal has forgotten it. */
async function readRun(handle: WorkflowHandle, explain: Explain): Promise<CanaryRun | undefined> {
  const found = await findRun(handle);
  if (found === undefined) return undefined;
  const { runId: run, status, startTime, searchAttributes } = found;
  const started = startTime.toISOString();
  if (status.name === 'RUNNING') {
    const [phase] = searchAttributes[SEARCH_ATTRIBUTES.phase] ?? [];
    return { run, started, outcome: 'running', hosts: [], summary: phase === undefined ? '' : String(phase) };
  }
  return handle.result().then(
    (result: CanaryResult) => ({ run, started, ...result }),
    (error: unknown) => ({
      run,
      started,
      outcome: status.name.toLowerCase(),
      hosts: [],
      summary: explain(error),
    }),
  );
}
