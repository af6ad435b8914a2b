import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { planOf, track } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

/** A weekend of 60 hours, looked at every half hour after the first minutes. */
const LOOKS_OF_A_WEEKEND = 125;
const MOST_EVENTS = 2_000;

async function eventsOf(handle: WorkflowHandle): Promise<number> {
  return (await handle.describe()).historyLength;
}

test('a host that is held for a weekend leaves every history short, and those above it as they were', async () => {
  const looks = 12;
  const ready = 'agents/compute1/step1';
  harness.plan = planOf({
    name: 'agents',
    groups: [
      { name: 'compute1', workflow: 'restartAgent', atOnce: 1, lanes: [track('agents', 'compute1', 2, 'verifyThing')] },
    ],
  });
  harness.holds[ready] = ['the new Neutron does not know p1'];
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['agents'] });
  const [phaseChild, host] = ['upgrade/blue/agents', 'upgrade/blue/agent/compute1'].map((id) =>
    harness.env.client.workflow.getHandle(id),
  ) as [WorkflowHandle, WorkflowHandle];
  await eventually(async () => expect((await handle.query<Progress>('progress')).waiting).not.toBeNull());
  const before = await Promise.all([handle, phaseChild, host].map(eventsOf));
  // In place of the clock: it costs a history an event less than an operator's word.
  for (let look = 1; look <= looks; look++) {
    await host.signal('retryHost', { host: 'compute1' });
    await eventually(() => expect(harness.journal.length).toBe(look + 1));
  }
  await eventually(async () => expect((await host.query<Progress>('progress')).current).toEqual([ready]));
  const [top = 0, middle = 0, own = 0] = await Promise.all([handle, phaseChild, host].map(eventsOf));
  expect([top, middle]).toEqual(before.slice(0, 2));
  expect(((own - (before[2] ?? 0)) / looks) * LOOKS_OF_A_WEEKEND).toBeLessThan(MOST_EVENTS);
  delete harness.holds[ready];
  await handle.signal('retryHost', { host: 'compute1' });
  await expect(handle.result()).resolves.toMatchObject({ verdict: 'partial' });
});
