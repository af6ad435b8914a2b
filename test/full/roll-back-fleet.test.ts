import { eventually } from '../support/eventually';
import { longestHistory, recordUndos, stepsOfFleet } from '../workflows/support/upgraded-fleet';
import { WorkflowHarness } from '../workflows/support/workflow-harness';

const HOSTS = 3_000;

test(`${HOSTS} hosts are rolled back, and no history comes near 2,000 events`, async () => {
  const harness = await WorkflowHarness.start();
  recordUndos(harness, stepsOfFleet(HOSTS, 3));
  const began = Date.now();
  const back = await harness.begin('rollBackCluster', { cluster: 'fleet' });
  expect(await back.result()).toMatchObject({ verdict: 'rolled-back' });
  expect(harness.ledger.undos).toEqual([]);
  await eventually(async () => {
    const { runs, events } = await longestHistory(harness, 'upgrade/fleet');
    console.log({ hosts: HOSTS, seconds: (Date.now() - began) / 1000, runs, events });
    expect(runs).toBeGreaterThan(HOSTS / 25);
    expect(events).toBeLessThan(2_000);
  });
  await harness.stop();
});
