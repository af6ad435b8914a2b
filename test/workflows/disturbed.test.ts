import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { track, phase, planOf } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

it('a guest that is disturbed on one host stops the hosts beside it before their next steps, and no further one begins', async () => {
  const tracks = ['compute1', 'compute2', 'compute3'].map((host) => track('hosts', host, 3));
  harness.plan = planOf(phase('hosts', tracks, { workflow: 'upgradeHostBatch', atOnce: 2 }));
  const beside = latch();
  harness.behaviours['hosts/compute2/step1'] = () => beside.pass();
  harness.behaviours['hosts/compute1/step1'] = async () => {
    await beside.reached;
    throw harness.failure('GuestDisturbed', 'compute1: guest instance-00000001 is gone.');
  };
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
  const result = handle.result();
  result.catch(() => undefined);
  await eventually(async () => {
    const { events } = await harness.env.client.workflow.getHandle('upgrade/blue/hosts/all').fetchHistory();
    expect(events?.some(({ activityTaskFailedEventAttributes: a }) => a != null)).toBe(true);
  });
  beside.open();
  await expect(result).rejects.toMatchObject({
    cause: { type: 'GuestDisturbed', message: expect.stringContaining('instance-00000001 is gone') as string },
  });
  expect(harness.journal.toSorted()).toEqual(['hosts/compute1/step1', 'hosts/compute2/step1']);
});
