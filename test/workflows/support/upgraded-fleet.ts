import { chunk } from '../../../model/chunk';
import type { PhaseName } from '../../../model/phases';
import { FLEET } from './definitions';
import type { WorkflowHarness } from './workflow-harness';

/** Steps that an upgrade of so many hosts has done, in their order: a claim, the hosts, a discovery for each batch, then the agents. */
export function stepsOfFleet(count: number, stepsEach: number, hostsPerBatch = 100): readonly string[] {
  const hosts = FLEET.hypervisors.slice(0, count);
  const each = Array.from({ length: stepsEach }, (_, i) => `step${i + 1}`);
  const batches = chunk(hosts, hostsPerBatch).flatMap((members, i) => [
    `hosts/batch-${i}/claim`,
    // side by side: every host is as far as the others
    ...each.flatMap((what) => members.map((host) => `hosts/${host}/${what}`)),
    `hosts/batch-${i}/discover`,
  ]);
  return ['freeze/apis/stop', ...batches, ...hosts.flatMap((host) => [`agents/${host}/seed`, `agents/${host}/agent`])];
}

/** Has the ledger list an undo for each of these steps. */
export function recordUndos({ ledger }: WorkflowHarness, steps: readonly string[]): void {
  const undos = steps.map((step) => {
    const phase = step.split('/')[0] as PhaseName;
    return { cluster: 'fleet', step, phase, kind: 'removeThing', detail: {} };
  });
  ledger.undos.push(...undos.toReversed());
}

/** The most events that any history has of the workflows whose ids begin so. */
export async function longestHistory(
  { env }: WorkflowHarness,
  prefix: string,
): Promise<{ runs: number; events: number }> {
  const lengths: number[] = [];
  for await (const { historyLength } of env.client.workflow.list({ query: `WorkflowId STARTS_WITH "${prefix}"` }))
    lengths.push(historyLength);
  return { runs: lengths.length, events: Math.max(...lengths) };
}
