import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../model/operator/progress';
import type { UpgradeResult } from '../../model/upgrade';
import { Bench } from './support/bench';
import { latch } from './support/latch';
import { lane, phase, planOf, wholePlan } from './support/plans';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.reset());

describe('upgradeCluster', () => {
  it('carries the plan out in order, agents strictly one after the other', async () => {
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    const result = (await handle.result()) as UpgradeResult;
    expect(result).toMatchObject({ verdict: 'upgraded', cluster: 'blue', run: handle.firstExecutionRunId });
    expect(result.phases.every(({ outcome }) => outcome === 'done')).toBe(true);
    const order = [...new Set(bench.journal.map((step) => step.split('/')[0]))];
    expect(order).toEqual(['freeze', 'images', 'network', 'hosts', 'agents', 'verify', 'open', 'finalize']);
    const agents = bench.journal.filter((step) => step.startsWith('agents'));
    expect(agents).toEqual(agents.toSorted());
  });

  it('notices within half a minute, whatever it waits for, that a worker has died', async () => {
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await handle.result();
    const children = ['images/all', 'network/all', 'hosts', 'agents'].map((name) => `upgrade/blue/${name}`);
    const histories = await Promise.all(
      [handle, ...children.map((id) => bench.env.client.workflow.getHandle(id))].map((one) => one.fetchHistory()),
    );
    const timeouts = histories.flatMap(({ events }) =>
      (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
        scheduled ? [[scheduled.activityType?.name, Number(scheduled.heartbeatTimeout?.seconds ?? 0)]] : [],
      ),
    );
    expect(timeouts.length).toBeGreaterThan(20);
    expect(timeouts.filter(([, seconds]) => seconds === 0 || Number(seconds) > 30)).toEqual([]);
  });

  it('leaves a report in the run’s folder, and the folder as the latest', async () => {
    bench.plan = planOf(phase('freeze', [lane('freeze', 'apis', 1)]));
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', phases: ['freeze'] });
    const { report, run } = (await handle.result()) as UpgradeResult;
    expect(await realpath(join(bench.runs, 'latest'))).toBe(await realpath(join(bench.runs, run)));
    const written = JSON.parse(await readFile(report?.path ?? '', 'utf8')) as { summary: UpgradeResult };
    expect(written.summary).toMatchObject({ verdict: 'partial', run });
  });

  it('shows itself: children, summaries, search attributes, the query, the current details', async () => {
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await handle.result();
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

  it('calls a long step again until it is through, and shows how far it is', async () => {
    bench.plan = planOf(phase('freeze', [lane('freeze', 'apis', 1)]));
    const hold = latch();
    let calls = 0;
    bench.behaviours['freeze/apis/step1'] = async () => {
      if (++calls === 1) return { done: 10, total: 30, text: '10 of about 30 rows, 5 rows a second' };
      await hold.pass();
      return undefined;
    };
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', phases: ['freeze'] });
    await hold.reached;
    expect(await bench.ledger.readDone('blue', 'freeze/apis/step1')).toBeUndefined();
    expect(await handle.query<Progress>('progress')).toMatchObject({
      current: ['freeze/apis/step1'],
      details: { 'freeze/apis/step1': '10 of about 30 rows, 5 rows a second' },
    });
    hold.open();
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(bench.journal).toEqual(['freeze/apis/step1', 'freeze/apis/step1']);
  });

  it('recognises what an earlier run did, and leaves it alone', async () => {
    bench.plan = wholePlan();
    const first = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await first.result();
    bench.journal.length = 0;
    const second = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    expect(await second.result()).toMatchObject({ verdict: 'upgraded' });
    expect(bench.journal).toEqual(['verify/checks/step1']);
  });

  it('builds no plan before it knows what keeps hosts apart: it asks again', async () => {
    bench.plan = wholePlan();
    const gone = () => bench.failure('DatabaseUnreachable', 'The source does not answer.');
    bench.loadFailures.push(gone());
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', rehearse: true });
    expect(await handle.result()).toMatchObject({ verdict: 'rehearsed' });
    bench.loadFailures.push(...Array.from({ length: 5 }, gone));
    const again = await bench.begin('upgradeCluster', { cluster: 'blue', rehearse: true });
    await expect(again.result()).rejects.toMatchObject({
      cause: { type: 'DatabaseUnreachable', message: expect.stringMatching(/^buildPlan: The source does not answer/) },
    });
  });

  it('executes the plan whose digest it was given', async () => {
    bench.plan = planOf(phase('images', [lane('images', 'small', 1)]));
    const planned = await bench.begin('planCluster', { cluster: 'blue' }, bench.unique('plan'));
    const { file } = (await planned.result()) as { file: { sha256: string } };
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', plan: file.sha256 });
    expect(await handle.result()).toMatchObject({ plan: file.sha256, phases: [{ name: 'images', outcome: 'done' }] });
    expect(bench.journal).toEqual(['images/small/step1']);
  });

  it('rehearses without writing anything', async () => {
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', rehearse: true });
    expect(await handle.result()).toMatchObject({ verdict: 'rehearsed' });
    expect(bench.journal).toEqual([]);
    expect(bench.ledger).toMatchObject({ events: [], facts: {}, undos: [] });
  });

  it('runs at most `atOnce` lanes at the same time', async () => {
    const lanes = ['a', 'b', 'c', 'd', 'e'].map((name) => lane('hosts', name, 1));
    bench.plan = planOf(phase('hosts', lanes, { workflow: 'upgradeHostBatch', atOnce: 2 }));
    let now = 0;
    let most = 0;
    for (const { steps } of lanes)
      bench.behaviours[steps[0]?.id ?? ''] = async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 50));
        now--;
      };
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue' });
    await handle.result();
    expect(most).toBe(2);
    expect(bench.journal).toHaveLength(5);
  });

  it('renews a long history at the border of two phases, and goes on', async () => {
    bench.plan = planOf(phase('compute', [lane('compute', 'many', 350)]), phase('open', [lane('open', 'apis', 1)]));
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue' });
    await handle.signal('approve', { gate: 'open', by: 'early bird' });
    const result = (await handle.result()) as UpgradeResult;
    expect(result).toMatchObject({
      run: handle.firstExecutionRunId,
      phases: [{ outcome: 'done' }, { outcome: 'done' }],
    });
    const { runId } = await bench.env.client.workflow.getHandle('upgrade/blue').describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(bench.journal).toHaveLength(351);
    expect(bench.ledger.events[0]).toEqual({ kind: 'approve', detail: { gate: 'open', by: 'early bird' } });
  });
});
