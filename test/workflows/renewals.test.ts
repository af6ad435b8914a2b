import { renewalTests } from './support/renewals';
import { WorkflowHarness } from './support/workflow-harness';

// The server suggests it after a twentieth of the events; test/full/long-histories.test.ts fills whole ones.
let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start({ suggestRenewalAfter: 100 });
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

renewalTests(() => harness, { steps: 20, slices: 30, tracks: 40 });
