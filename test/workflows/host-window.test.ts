import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { batchesOf, countUnderWay, hostNames } from './support/batches';
import { latch } from './support/latch';
import { planOf } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

async function begin(more: object = {}): Promise<WorkflowHandle> {
  return harness.begin('upgradeCluster', { cluster: 'blue', ...more });
}

async function until(step: string): Promise<void> {
  await eventually(async () => Promise.resolve(expect(harness.journal).toContain(step)));
}

function orderOf(...steps: readonly string[]): readonly string[] {
  return steps.toSorted((one, other) => harness.journal.indexOf(one) - harness.journal.indexOf(other));
}

async function untilFailed(batch: string): Promise<void> {
  await eventually(async () => {
    const child = harness.env.client.workflow.getHandle(`upgrade/blue/hosts/${batch}`);
    expect((await child.describe()).status.name).toBe('FAILED');
  });
}

test('a slow host holds up its own batch alone: others begin as hosts come through, never more than allowed', async () => {
  const hosts = hostNames(7);
  harness.plan = planOf(batchesOf(hosts, 2));
  const most = countUnderWay(harness, hosts, 'step2');
  const slow = latch();
  harness.behaviours['hosts/compute1/step1'] = slow.pass;
  const handle = await begin();
  await slow.reached;
  await until('hosts/compute7/step2');
  await until('hosts/batch-4/discover');
  expect(harness.journal).not.toContain('hosts/batch-1/discover');
  expect(harness.journal).toContain('hosts/batch-2/discover');
  slow.open();
  expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  // the slow one is not counted
  expect(most()).toBe(1);
  expect(harness.journal.at(-1)).toBe('hosts/batch-1/discover');
  for (const [batch, host] of [
    ['batch-1', 'compute2'],
    ['batch-2', 'compute4'],
    ['batch-3', 'compute6'],
  ]) {
    const steps = [`hosts/${batch}/claim`, `hosts/${host}/step2`, `hosts/${batch}/discover`];
    expect(orderOf(...steps)).toEqual(steps);
  }
});

test('a failure begins no further host in any batch; what is under way comes to its end, and resume takes up the rest', async () => {
  harness.plan = planOf(batchesOf(hostNames(6), 2));
  const [slow, failing] = [latch(), latch()];
  harness.behaviours['hosts/compute1/step1'] = slow.pass;
  harness.behaviours['hosts/compute3/step1'] = async () => {
    await failing.pass();
    throw harness.failure('PackageMissing', 'nova.');
  };
  const handle = await begin();
  await slow.reached;
  await failing.reached;
  failing.open();
  await untilFailed('batch-2');
  slow.open();
  await harness.untilWaiting(handle, 'decision');
  expect(harness.journal).toContain('hosts/compute1/step2');
  expect(harness.journal.filter((step) => /compute[456]/.test(step))).toEqual([]);
  delete harness.behaviours['hosts/compute3/step1'];
  harness.journal.length = 0;
  await handle.signal('resume', {});
  expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  expect(harness.journal.filter((step) => /compute[12]\//.test(step))).toEqual([]);
  expect(harness.journal).toEqual(
    expect.arrayContaining(['hosts/compute3/step2', 'hosts/compute6/step2', 'hosts/batch-3/discover']),
  );
});

test('a guest that is disturbed stops the hosts of other batches as well, before their next steps', async () => {
  harness.plan = planOf(batchesOf(hostNames(6), 2));
  const [beside, disturbed] = [latch(), latch()];
  harness.behaviours['hosts/compute1/step1'] = beside.pass;
  harness.behaviours['hosts/compute3/step1'] = async () => {
    await disturbed.pass();
    throw harness.failure('GuestDisturbed', 'compute3: guest instance-00000001 is gone.');
  };
  const handle = await begin({ onFailure: 'hold' });
  await beside.reached;
  await disturbed.reached;
  disturbed.open();
  await eventually(async () => {
    const child = harness.env.client.workflow.getHandle('upgrade/blue/hosts/batch-1');
    const { events } = await child.fetchHistory();
    expect(JSON.stringify(events?.map((event) => event.workflowExecutionSignaledEventAttributes))).toContain(
      'windowNews',
    );
  });
  beside.open();
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'GuestDisturbed' } });
  expect(harness.journal).not.toContain('hosts/compute1/step2');
  expect(harness.journal.filter((step) => /compute[456]/.test(step))).toEqual([]);
});

test('the failure budget is one for all open batches', async () => {
  harness.plan = { ...planOf(batchesOf(hostNames(4), 2)), failureBudget: 1 };
  const [slow, undoing] = [latch(), latch()];
  const fail = async (): Promise<void> => Promise.reject(harness.failure('PackageMissing', 'nova.'));
  harness.behaviours['hosts/compute1/step1'] = async () => {
    await slow.pass();
    return fail();
  };
  // it is taken back for long: the budget is spent all the same
  harness.behaviours['hosts/compute3/step2'] = fail;
  harness.undoBehaviours['hosts/compute3/step1'] = undoing.pass;
  const handle = await begin();
  await slow.reached;
  await undoing.reached;
  slow.open();
  await untilFailed('batch-1');
  undoing.open();
  await harness.untilWaiting(handle, 'decision');
  expect(harness.journal).not.toContain('undo hosts/compute1/step1');
  await handle.signal('abort', {});
  await expect(handle.result()).rejects.toMatchObject({ cause: { details: [{ verdict: 'aborted' }] } });
});

test('abort ends every open batch before its next step, and no further one begins', async () => {
  harness.plan = planOf(batchesOf(hostNames(6), 2));
  const slow = latch();
  harness.behaviours['hosts/compute1/step1'] = slow.pass;
  const other = latch();
  harness.behaviours['hosts/compute3/step1'] = other.pass;
  const handle = await begin();
  await slow.reached;
  await other.reached;
  await handle.executeUpdate('abort', { args: [{}] });
  for (const batch of ['batch-1', 'batch-2'])
    await eventually(async () => {
      const child = harness.env.client.workflow.getHandle(`upgrade/blue/hosts/${batch}`);
      expect((await child.query<Progress>('progress')).control.stop).toBe('abort');
    });
  slow.open();
  other.open();
  await expect(handle.result()).rejects.toMatchObject({ cause: { details: [{ verdict: 'aborted' }] } });
  expect(harness.journal.filter((step) => /compute[13456]\/step2|discover/.test(step))).toEqual([]);
});
