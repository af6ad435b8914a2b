import { batchesOf, countUnderWay, hostNames } from '../workflows/support/batches';
import { planOf } from '../workflows/support/plans';
import { longestHistory } from '../workflows/support/upgraded-fleet';
import { WorkflowHarness } from '../workflows/support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

test.each([
  [320, 20],
  [500, 100],
])('%i hosts, %i at once: every step once, and no history is long', async (count, atOnce) => {
  const cluster = 'blue';
  const hosts = hostNames(count);
  harness.plan = planOf(batchesOf(hosts, atOnce, 4));
  const most = countUnderWay(harness, hosts, 'step4');
  const handle = await harness.begin('upgradeCluster', { cluster });
  await handle.result();
  const steps = hosts.flatMap((host) => [1, 2, 3, 4].map((i) => `hosts/${host}/step${i}`));
  expect(harness.journal.filter((step) => step.includes('/compute')).toSorted()).toEqual(steps.toSorted());
  expect(harness.journal.filter((step) => step.endsWith('/discover'))).toHaveLength(count / atOnce);
  expect(most()).toBeLessThanOrEqual(atOnce);
  expect((await longestHistory(harness, 'upgrade/blue')).events).toBeLessThan(2_000);
});
