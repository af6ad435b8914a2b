import { eventually } from '../support/eventually';
import { Bench } from '../workflows/support/bench';
import { lane, planOf } from '../workflows/support/plans';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

it('takes hundreds of hosts one after the other, in more than one history', async () => {
  const hosts = Array.from({ length: 220 }, (_, i) => `compute${i + 1}`);
  bench.plan = planOf({
    name: 'agents',
    groups: hosts.map((host) => ({
      name: host,
      workflow: 'restartAgent' as const,
      atOnce: 1,
      lanes: [lane('agents', host, 2)],
    })),
  });
  const handle = await bench.begin('upgradeCluster', { cluster: 'blue' });
  const phase = bench.env.client.workflow.getHandle('upgrade/blue/agents');
  const first = await eventually(async () => (await phase.describe()).runId);
  await handle.result();
  expect(bench.journal).toEqual(hosts.flatMap((host) => [`agents/${host}/step1`, `agents/${host}/step2`]));
  expect((await phase.describe()).runId).not.toBe(first);
});
