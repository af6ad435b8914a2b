import type { WorkflowHandle } from '@temporalio/client';
import type { GateName } from '../../model/gates';
import type { Progress } from '../../model/operator/progress';
import type { UpgradeResult } from '../../model/upgrade';

const POLL_MS = 1_000;

function phaseLines(progress: Progress, shown: Map<string, string>): string[] {
  return progress.phases
    .filter(({ name, outcome }) => outcome !== 'pending' && shown.get(name) !== outcome)
    .map(({ name, outcome, seconds }) => {
      shown.set(name, outcome);
      return `  ${name.padEnd(12)}${outcome}${outcome === 'running' ? '' : ` in ${seconds.toFixed(1)} s`}`;
    });
}

/**
 * Follows an upgrade by the query `progress` until it ends, prints each phase as it changes and gives every approval
 * that it waits for. Resolves with the workflow's result, rejects with its failure.
 */
export async function follow(
  handle: WorkflowHandle,
  approve: (gate: GateName) => Promise<void>,
  print: (line: string) => void = console.log,
): Promise<UpgradeResult> {
  let ended = false;
  const result = (handle.result() as Promise<UpgradeResult>).finally(() => (ended = true));
  result.catch(() => undefined);
  const shown = new Map<string, string>();
  const approved = new Set<GateName>();
  while (!ended) {
    // a query can fail while the worker is busy or the workflow has just begun: the next one tells
    const progress = await handle.query<Progress>('progress').catch(() => undefined);
    for (const line of progress ? phaseLines(progress, shown) : []) print(line);
    const gate = progress?.waiting?.for === 'approval' ? progress.waiting.gate : undefined;
    if (gate !== undefined && !approved.has(gate)) {
      approved.add(gate);
      await approve(gate);
    }
    await Promise.race([result.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, POLL_MS))]);
  }
  return result;
}
