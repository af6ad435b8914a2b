import { eventually } from '../support/eventually';
import { WorkflowHarness } from '../workflows/support/workflow-harness';
import { track, planOf } from '../workflows/support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

it('takes hundreds of hosts one after the other, in more than one history', async () => {
  const hosts = Array.from({ length: 220 }, (_, i) => `compute${i + 1}`);
  harness.plan = planOf({
    name: 'agents',
    groups: hosts.map((host) => ({
      name: host,
      workflow: 'restartAgent' as const,
      atOnce: 1,
      lanes: [track('agents', host, 2)],
    })),
  });
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
  const phase = harness.env.client.workflow.getHandle('upgrade/blue/agents');
  const first = await eventually(async () => (await phase.describe()).runId);
  await handle.result();
  expect(harness.journal).toEqual(hosts.flatMap((host) => [`agents/${host}/step1`, `agents/${host}/step2`]));
  expect((await phase.describe()).runId).not.toBe(first);
});
