import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../model/operator/progress';
import type { UpgradeResult } from '../../model/upgrade';
import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { track, phase, planOf, wholePlan } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

describe('a whole upgrade', () => {
  let handle: WorkflowHandleWithFirstExecutionRunId;
  beforeAll(async () => {
    harness.plan = wholePlan();
    handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await handle.result();
  });

  it('carries the plan out in order, agents strictly one after the other', async () => {
    const result = (await handle.result()) as UpgradeResult;
    expect(result).toMatchObject({ verdict: 'upgraded', cluster: 'blue', run: handle.firstExecutionRunId });
    expect(result.phases.every(({ outcome }) => outcome === 'done')).toBe(true);
    const order = [...new Set(harness.journal.map((step) => step.split('/')[0]))];
    expect(order).toEqual(['freeze', 'images', 'network', 'hosts', 'agents', 'verify', 'open', 'finalize']);
    const agents = harness.journal.filter((step) => step.startsWith('agents'));
    expect(agents).toEqual(agents.toSorted());
  });

  it('notices within half a minute, whatever it waits for, that a worker has died', async () => {
    const children = ['images/all', 'network/all', 'hosts', 'agents'].map((name) => `upgrade/blue/${name}`);
    const histories = await Promise.all(
      [handle, ...children.map((id) => harness.env.client.workflow.getHandle(id))].map((one) => one.fetchHistory()),
    );
    const timeouts = histories.flatMap(({ events }) =>
      (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
        scheduled ? [[scheduled.activityType?.name, Number(scheduled.heartbeatTimeout?.seconds ?? 0)]] : [],
      ),
    );
    expect(timeouts.length).toBeGreaterThan(20);
    expect(timeouts.filter(([, seconds]) => seconds === 0 || Number(seconds) > 30)).toEqual([]);
  });

  it('shows itself: children, summaries, search attributes, the query, the current details', async () => {
    const { events } = await handle.fetchHistory();
    const children = events?.flatMap((e) => e.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId ?? []);
    expect(children).toEqual([
      'upgrade/blue/images/all',
      'upgrade/blue/network/all',
      'upgrade/blue/hosts',
      'upgrade/blue/agents',
    ]);
    const summaries = events?.flatMap((e) =>
      e.userMetadata?.summary?.data ? [String(e.userMetadata.summary.data)] : [],
    );
    expect(summaries).toContain('"Step 1 of apis"');
    const { searchAttributes } = await handle.describe();
    expect(searchAttributes).toMatchObject({
      StackleapCluster: ['blue'],
      StackleapDatacenter: ['dc1'],
      StackleapPhase: ['finalize'],
      StackleapOutcome: ['upgraded'],
    });
    const progress = await handle.query<Progress>('progress');
    expect(progress).toMatchObject({ version: 1, verdict: 'upgraded', current: [], waiting: null });
    expect(JSON.stringify(progress).length).toBeLessThan(16_000);
  });

  it('recognises what an earlier run did, and leaves it alone', async () => {
    harness.journal.length = 0;
    const second = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    expect(await second.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal).toEqual(['verify/checks/step1']);
  });
});

describe('upgradeCluster', () => {
  beforeEach(() => harness.reset());

  it('leaves a report in the run’s folder, and the folder as the latest', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 1)]));
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['freeze'] });
    const { report, run } = (await handle.result()) as UpgradeResult;
    expect(await realpath(join(harness.runs, 'latest'))).toBe(await realpath(join(harness.runs, run)));
    const written = JSON.parse(await readFile(report?.path ?? '', 'utf8')) as { summary: UpgradeResult };
    expect(written.summary).toMatchObject({ verdict: 'partial', run });
  });

  it('calls a long step again until it is through, and shows how far it is', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 1)]));
    const hold = latch();
    let calls = 0;
    harness.behaviours['freeze/apis/step1'] = async () => {
      if (++calls === 1) return { done: 10, total: 30, text: '10 of about 30 rows, 5 rows a second' };
      await hold.pass();
      return undefined;
    };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['freeze'] });
    await hold.reached;
    expect(await harness.ledger.readDone('blue', 'freeze/apis/step1')).toBeUndefined();
    expect(await handle.query<Progress>('progress')).toMatchObject({
      current: ['freeze/apis/step1'],
      details: { 'freeze/apis/step1': '10 of about 30 rows, 5 rows a second' },
    });
    hold.open();
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(harness.journal).toEqual(['freeze/apis/step1', 'freeze/apis/step1']);
  });

  it('builds no plan before it knows what keeps hosts apart: it asks again', async () => {
    harness.plan = planOf(phase('preflight', [track('preflight', 'databases', 1, 'readThingBlockers')]));
    const gone = () => harness.failure('DatabaseUnreachable', 'The source does not answer.');
    harness.antiAffinityFailures.push(gone());
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', rehearse: true });
    expect(await handle.result()).toMatchObject({ verdict: 'rehearsed' });
    harness.outageSeconds = 0;
    harness.antiAffinityFailures.push(...Array.from({ length: 5 }, gone));
    const again = await harness.begin('upgradeCluster', { cluster: 'blue', rehearse: true });
    await expect(again.result()).rejects.toMatchObject({
      cause: { type: 'DatabaseUnreachable', message: expect.stringMatching(/^buildPlan: The source does not answer/) },
    });
  });

  it('executes the plan whose digest it was given', async () => {
    harness.plan = planOf(phase('images', [track('images', 'small', 1)]));
    const planned = await harness.begin('planCluster', { cluster: 'blue' }, harness.unique('plan'));
    const { file } = (await planned.result()) as { file: { sha256: string } };
    harness.plan = wholePlan();
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', plan: file.sha256 });
    expect(await handle.result()).toMatchObject({ plan: file.sha256, phases: [{ name: 'images', outcome: 'done' }] });
    expect(harness.journal).toEqual(['images/small/step1']);
  });

  it('looks without writing anything', async () => {
    harness.plan = planOf(phase('preflight', [track('preflight', 'databases', 1, 'readThingBlockers')]));
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['preflight'] });
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(harness.ledger).toMatchObject({ events: [], facts: {}, undos: [] });
  });

  it('rehearses until just before the APIs open, and goes all the way back', async () => {
    harness.plan = wholePlan();
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', rehearse: true, approval: 'auto' });
    const { verdict, phases } = (await handle.result()) as UpgradeResult;
    expect(verdict).toBe('rehearsed');
    expect(harness.journal.some((step) => step.startsWith('freeze'))).toBe(true);
    expect(harness.journal.filter((step) => /^(open|finalize)/.test(step))).toEqual([]);
    expect(harness.ledger.undos).toEqual([]);
    const namesOf = (wanted: string) => phases.filter(({ outcome }) => outcome === wanted).map(({ name }) => name);
    expect(namesOf('rolled-back')).toEqual(['freeze', 'images', 'network', 'hosts', 'agents']);
    expect(namesOf('done')).toEqual(['preflight', 'verify']);
    expect(namesOf('pending')).toEqual(['open', 'finalize']);
  });

  it('runs at most `atOnce` tracks at the same time', async () => {
    const tracks = ['a', 'b', 'c', 'd', 'e'].map((name) => track('hosts', name, 1));
    harness.plan = planOf(phase('hosts', tracks, { workflow: 'upgradeHostBatch', atOnce: 2 }));
    let now = 0;
    let most = 0;
    for (const { steps } of tracks)
      harness.behaviours[steps[0]?.id ?? ''] = async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 50));
        now--;
      };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await handle.result();
    expect(most).toBe(2);
    expect(harness.journal).toHaveLength(5);
  });
});
