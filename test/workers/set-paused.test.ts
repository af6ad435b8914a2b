import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setPaused } from '../../workers/set-paused';
import { startTemporal } from '../support/temporal';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await startTemporal();
});
afterAll(() => env.teardown());

test('a schedule is paused and goes on also where it is triggered at the same moment', async () => {
  const schedule = await env.client.schedule.create({
    scheduleId: 'canary/blue',
    spec: {},
    // nobody serves this queue
    action: { type: 'startWorkflow', workflowType: 'canaryUpgrade', taskQueue: 'nobody', args: [] },
    policies: { overlap: 'SKIP' },
  });
  for (const [i, paused] of [true, false, true, false, true, false, true, false].entries()) {
    await Promise.all([setPaused(schedule, paused, `change ${i}`), schedule.trigger()]);
    expect((await schedule.describe()).state).toMatchObject({ paused, note: `change ${i}` });
  }
});
