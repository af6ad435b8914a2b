import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { track, phase, planOf } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const GATED = planOf(
  phase('freeze', [track('freeze', 'apis', 1)]),
  phase('open', [track('open', 'apis', 1)]),
  phase('finalize', [track('finalize', 'remains', 1)]),
);

/** Both ways in which an operator's command may come. */
const WAYS: readonly [string, (handle: WorkflowHandle, name: string, payload?: object) => Promise<unknown>][] = [
  ['signal', (handle, name, payload = {}) => handle.signal(name, payload)],
  ['update', (handle, name, payload = {}) => handle.executeUpdate(name, { args: [payload] })],
];

async function untilWaiting(handle: WorkflowHandle, kind: 'approval' | 'decision'): Promise<Progress> {
  return eventually(async () => {
    const progress = await handle.query<Progress>('progress');
    expect(progress.waiting?.for).toBe(kind);
    return progress;
  });
}

describe.each(WAYS)('commands by %s', (_, send) => {
  it('pauses between steps, also in a child, and resumes', async () => {
    const hold = latch();
    harness.plan = planOf(phase('hosts', [track('hosts', 'compute1', 3)], { workflow: 'upgradeHostBatch' }));
    harness.behaviours['hosts/compute1/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await hold.reached;
    await send(handle, 'pause', { by: 'ada' });
    const grandchild = harness.env.client.workflow.getHandle('upgrade/blue/hosts/all');
    await eventually(async () => {
      expect((await grandchild.query<Progress>('progress')).control.paused).toBe(true);
    });
    hold.open();
    await eventually(async () => {
      expect((await grandchild.query<Progress>('progress')).current).toEqual([]);
    });
    expect(harness.journal).toEqual(['hosts/compute1/step1']);
    await send(handle, 'resume');
    await handle.result();
    expect(harness.journal).toHaveLength(3);
    expect(harness.ledger.events.map(({ kind }) => kind)).toEqual(['pause', 'resume', 'verdict']);
  });

  it('waits at the gates for approval, and keeps who gave it', async () => {
    harness.plan = GATED;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    expect((await untilWaiting(handle, 'approval')).waiting).toEqual({ for: 'approval', gate: 'open' });
    expect(harness.journal.some((step) => step.startsWith('open'))).toBe(false);
    await send(handle, 'approve', { gate: 'open', by: 'ada' });
    await send(handle, 'approve', { gate: 'finalize', by: 'grace' });
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.ledger.events.filter(({ kind }) => kind === 'approve').map(({ detail }) => detail['by'])).toEqual([
      'ada',
      'grace',
    ]);
  });

  it('aborts between steps and leaves what was done', async () => {
    const hold = latch();
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 3)]));
    harness.behaviours['freeze/apis/step2'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
    await hold.reached;
    await send(handle, 'abort', { by: 'ada' });
    hold.open();
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'Aborted', details: [{ verdict: 'aborted' }] },
    });
    expect(harness.journal).toEqual(['freeze/apis/step1', 'freeze/apis/step2']);
    expect(harness.ledger.undos).toHaveLength(2);
  });

  it('rolls back when asked to, and ends well', async () => {
    harness.plan = GATED;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await untilWaiting(handle, 'approval');
    await send(handle, 'rollBack', { by: 'ada' });
    expect(await handle.result()).toMatchObject({ verdict: 'rolled-back' });
    expect(harness.ledger.undos).toEqual([]);
    expect(harness.journal.at(-1)).toBe('undo freeze/apis/step1');
  });

  it('asks after a failure; goes on from there on request', async () => {
    let broken = true;
    harness.plan = planOf(phase('images', [track('images', 'images', 3)], { workflow: 'alignDatabases' }));
    harness.behaviours['images/images/step2'] = async () => {
      if (broken) throw harness.failure('RowsDiffer', 'images: 3 rows differ.');
      return Promise.resolve();
    };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    const { waiting } = await untilWaiting(handle, 'decision');
    expect(waiting).toMatchObject({ phase: 'images', type: 'RowsDiffer' });
    broken = false;
    await send(handle, 'resume');
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal).toEqual([
      'images/images/step1',
      'images/images/step2',
      'images/images/step2',
      'images/images/step3',
    ]);
  });

  it('skips a host that is not to be taken, and says that it is partial', async () => {
    const hold = latch();
    const tracks = ['compute1', 'compute2'].map((host) => track('hosts', host, 2));
    harness.plan = planOf(phase('hosts', tracks, { workflow: 'upgradeHostBatch', atOnce: 1 }));
    harness.behaviours['hosts/compute1/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await hold.reached;
    await send(handle, 'skipHost', { host: 'compute2' });
    const batch = harness.env.client.workflow.getHandle('upgrade/blue/hosts/all');
    await eventually(async () => {
      expect((await batch.query<Progress>('progress')).control.skipped).toEqual(['compute2']);
    });
    hold.open();
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(harness.journal).toEqual(['hosts/compute1/step1', 'hosts/compute1/step2']);
  });
});

it('refuses nonsense as an update, and ignores it as a signal', async () => {
  harness.plan = planOf(phase('open', [track('open', 'apis', 1)]));
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
  await untilWaiting(handle, 'approval');
  const nonsense: readonly [string, object, string][] = [
    ['approve', { gate: 'moon', by: 'ada' }, 'unknown gate "moon"; the gates are open and finalize'],
    ['approve', { gate: 'open' }, 'say in "by" who approves'],
    ['holdHost', {}, 'say in "host" which one'],
  ];
  for (const [name, payload, message] of nonsense) {
    await handle.signal(name, payload);
    await expect(handle.executeUpdate(name, { args: [payload] })).rejects.toMatchObject({
      cause: { type: 'InvalidCommand', message: expect.stringContaining(message) },
    });
  }
  expect((await handle.query<Progress>('progress')).control.pending).toEqual([]);
  await handle.signal('abort');
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } });
});
