import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import type { Progress } from '../../model/operator/progress';
import { PHASES } from '../../model/phases';
import type { SetGauge } from './gauges';
import { lookAgain } from './look-again';

const OPEN_RUNS = `WorkflowType IN ('upgradeCluster', 'rollBackCluster') AND ExecutionStatus = 'Running'`;
/** More open runs than this are not told of: each is asked. */
const RUNS_ASKED = 200;
const ANSWER_WITHIN_MS = 5_000;
const STATES = ['running', 'rolling_back', 'approval', 'decision', 'host', 'soak'] as const;

/** Shows what the open runs of a namespace do. A run that has ended is shown as 0. Returns how to stop it. */
export function watchRuns(client: Client, set: SetGauge, everyMs = 15_000): () => void {
  const known = new Set<string>();
  return lookAgain(async () => {
    const ended = new Set(known);
    let asked = 0;
    for await (const { workflowId, searchAttributes } of client.workflow.list({ query: OPEN_RUNS })) {
      const [cluster] = searchAttributes[SEARCH_ATTRIBUTES.cluster] ?? [];
      if (cluster === undefined || ++asked > RUNS_ASKED) continue;
      known.add(String(cluster));
      ended.delete(String(cluster));
      // One that is busy, or has only begun, is asked again the next time.
      await client.connection
        .withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.getHandle(workflowId).query<Progress>('progress'),
        )
        .then((progress) => showRun(set, String(cluster), progress))
        .catch(() => undefined);
    }
    for (const cluster of ended) showRun(set, cluster, undefined);
  }, everyMs);
}

/** Undefined for a run that has ended. */
function showRun(set: SetGauge, cluster: string, progress: Progress | undefined): void {
  const now = progress === undefined || progress.verdict !== '' ? undefined : stateOf(progress);
  for (const state of STATES) set('stackleap_run', state === now ? 1 : 0, { cluster, state });
  const running = new Set(progress?.phases.flatMap(({ name, outcome }) => (outcome === 'running' ? [name] : [])));
  for (const phase of PHASES) set('stackleap_run_phase', running.has(phase) ? 1 : 0, { cluster, phase });
  if (progress === undefined) return;
  const { held, skipped, setAside = [] } = progress.control;
  const hosts = { held: held.length, skipped: skipped.length, set_aside: setAside.length };
  for (const [state, count] of Object.entries(hosts)) set('stackleap_hosts', count, { cluster, state });
}

function stateOf({ waiting, rollsBackBecause }: Progress): (typeof STATES)[number] {
  if (waiting !== null) return waiting.for;
  return rollsBackBecause === undefined ? 'running' : 'rolling_back';
}
