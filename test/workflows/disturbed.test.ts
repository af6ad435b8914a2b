import { eventually } from '../support/eventually';
import { Bench } from './support/bench';
import { latch } from './support/latch';
import { lane, phase, planOf } from './support/plans';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

it('a guest that is disturbed on one host stops the hosts beside it before their next steps, and no further one begins', async () => {
  const lanes = ['compute1', 'compute2', 'compute3'].map((host) => lane('hosts', host, 3));
  bench.plan = planOf(phase('hosts', lanes, { workflow: 'upgradeHostBatch', atOnce: 2 }));
  const beside = latch();
  bench.behaviours['hosts/compute2/step1'] = () => beside.pass();
  bench.behaviours['hosts/compute1/step1'] = async () => {
    await beside.reached;
    throw bench.failure('GuestDisturbed', 'compute1: guest instance-00000001 is gone.');
  };
  const handle = await bench.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
  const result = handle.result();
  result.catch(() => undefined);
  await eventually(async () => {
    const { events } = await bench.env.client.workflow.getHandle('upgrade/blue/hosts/all').fetchHistory();
    expect(events?.some(({ activityTaskFailedEventAttributes: a }) => a != null)).toBe(true);
  });
  beside.open();
  await expect(result).rejects.toMatchObject({
    cause: { type: 'GuestDisturbed', message: expect.stringContaining('instance-00000001 is gone') as string },
  });
  expect(bench.journal.toSorted()).toEqual(['hosts/compute1/step1', 'hosts/compute2/step1']);
});
