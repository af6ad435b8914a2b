import type { Progress } from '../../../model/operator/progress';
import type { UpgradeResult } from '../../../model/upgrade';
import { agentOf, phase, planOf, stepsOfAgent, track } from './plans';
import type { WorkflowHarness } from './workflow-harness';

const MOST_EVENTS = 2_000;

/** What makes each history long: steps one after the other, returns of one step, steps side by side. */
export interface Lengths {
  readonly steps: number;
  readonly slices: number;
  readonly tracks: number;
}

/** Runs whose histories are renewed; how long they must be for it depends on the server of the harness. */
export function renewalTests(of: () => WorkflowHarness, { steps, slices, tracks }: Lengths): void {
  test('a long history is renewed at the border of two phases, and goes on', async () => {
    const harness = of();
    harness.plan = planOf(
      phase('compute', [track('compute', 'many', steps)]),
      phase('open', [track('open', 'apis', 1)]),
    );
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await handle.signal('approve', { gate: 'open', by: 'early bird' });
    const result = (await handle.result()) as UpgradeResult;
    expect(result).toMatchObject({
      run: handle.firstExecutionRunId,
      phases: [{ outcome: 'done' }, { outcome: 'done' }],
    });
    const { runId } = await harness.env.client.workflow.getHandle('upgrade/blue').describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(harness.journal).toHaveLength(steps + 1);
    expect(harness.ledger.events[0]).toEqual({ kind: 'approve', detail: { gate: 'open', by: 'early bird' } });
  });

  test('a copy that returns to show how far it is goes on in further histories, and no step is repeated', async () => {
    const harness = of();
    harness.plan = planOf(
      phase('images', [track('images', 'small', 2), track('images', 'big', 3)], {
        workflow: 'alignDatabases',
        atOnce: 2,
      }),
    );
    let done = 0;
    harness.behaviours['images/big/step2'] = async () => {
      done++;
      return Promise.resolve(done < slices ? { done, total: slices, text: `${done} slices` } : undefined);
    };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['images'] });
    await expect(handle.result()).resolves.toMatchObject({ verdict: 'partial' });
    expect(done).toBe(slices);
    const once = harness.journal.filter((step) => step !== 'images/big/step2');
    expect(once.toSorted()).toEqual(
      ['big/step1', 'big/step3', 'small/step1', 'small/step2'].map((step) => `images/${step}`),
    );
    const { raw, historyLength } = await harness.env.client.workflow.getHandle('upgrade/blue/images/all').describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
    expect(historyLength).toBeLessThan(MOST_EVENTS);
  });

  test('hosts that are through are not mistaken for others when a long history is renewed during the phase', async () => {
    const harness = of();
    const many = Array.from({ length: tracks }, (_, i) => track('agents', `many${i}`, 1));
    const groups = [
      agentOf('compute1'),
      ...phase('agents', many, { atOnce: 100 }).groups,
      ...['compute2', 'compute3'].map(agentOf),
    ];
    harness.plan = planOf({ name: 'agents', groups });
    for (const id of stepsOfAgent('compute1')) harness.ledger.done.set(id, { changed: true, summary: '' });
    await (await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' })).result();
    expect(harness.journal.slice(tracks)).toEqual([...stepsOfAgent('compute2'), ...stepsOfAgent('compute3')]);
    expect(harness.journal.slice(0, tracks).toSorted()).toEqual(
      many.map(({ name }) => `agents/${name}/step1`).toSorted(),
    );
    const upgrade = harness.env.client.workflow.getHandle('upgrade/blue');
    expect((await upgrade.query<Progress>('progress')).leftAlone).toBe('compute1');
    const { events } = await harness.env.client.workflow.getHandle('upgrade/blue/agents').fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toMatch(/^[0-9a-f-]{36}$/);
  });
}
