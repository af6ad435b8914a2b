import { renewalTests } from '../workflows/support/renewals';
import { undoFleet } from '../workflows/support/way-back';
import { WorkflowHarness } from '../workflows/support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

renewalTests(() => harness, { steps: 350, slices: 350, tracks: 700 });

test('the way back of two batches is renewed, and every undo has its turn', async () => {
  // the run, one child that is renewed at least once, five batches of hosts
  const { events } = await undoFleet(harness, { hosts: 120, hostsPerBatch: 100, runs: 8 });
  expect(events).toBeLessThan(2_000);
});
