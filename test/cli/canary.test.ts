import { canaryScheduleId } from '../../model/names';
import { eventually } from '../support/eventually';
import { stackleap } from '../support/stackleap';
import { phase, planOf, track } from '../workflows/support/plans';
import { startForCli, stopForCli } from '../workflows/support/cli-harness';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await startForCli();
  harness.plan = planOf(
    phase('preflight', [track('preflight', 'control', 1, 'readThingBlockers')]),
    phase('hosts', [track('hosts', 'compute1', 1)]),
    phase('agents', [track('agents', 'compute1', 1)]),
  );
});
afterAll(() => stopForCli(harness));
afterEach(() => jest.restoreAllMocks());

describe('an operator of canaries', () => {
  it('makes a schedule, sees, pauses, resumes and removes it', async () => {
    expect(await stackleap('canary', 'schedule', 'lab', '--cron', '0 2 1 1 *')).toMatch(
      /^canary\/lab takes 1 host at 0 2 1 1 \*; see http.*\/schedules\/canary%2Flab\n$/,
    );
    await expect(stackleap('canary', 'schedule', 'lab', '--cron', '0 2 * * *')).rejects.toThrow(
      'The schedule canary/lab exists already: stackleap canary delete lab removes it.',
    );
    await eventually(async () => expect(await stackleap('canary', 'list')).toMatch(/^lab: next at \d{4}-01-01T02:00/));
    expect(await stackleap('canary', 'show', 'lab')).toContain('It has started no canary yet.');
    await stackleap('canary', 'pause', 'lab', '--why', 'new disks');
    expect(await stackleap('canary', 'show', 'lab')).toMatch(
      /^lab: paused: paused by \w+: new disks\n {2}Let it go on: stackleap canary resume lab\n/,
    );
    await stackleap('canary', 'resume', 'lab');
    expect(JSON.parse(await stackleap('canary', 'show', 'lab', '--json'))).toMatchObject({ paused: false, runs: [] });
    await stackleap('canary', 'delete', 'lab');
    for (const verb of ['show', 'pause', 'resume', 'delete'])
      await expect(stackleap('canary', verb, 'lab')).rejects.toThrow('lab has no canary schedule');
    await eventually(async () => expect(await stackleap('canary', 'list')).toBe('No cluster has a canary schedule.\n'));
  });

  it('reads what became of each canary, and why a bad one has paused its schedule', async () => {
    harness.behaviours['agents/compute1/step1'] = async () => Promise.reject(harness.failure('HostNotReady', 'No.'));
    // as `canary schedule` makes it, for a cluster that only this test knows
    await harness.env.client.schedule.create({
      scheduleId: canaryScheduleId('blue'),
      spec: {},
      action: {
        type: 'startWorkflow',
        workflowType: 'canaryUpgrade',
        workflowId: canaryScheduleId('blue'),
        taskQueue: 'stackleap',
        args: [{ cluster: 'blue', hosts: ['compute1'] }],
      },
      policies: { overlap: 'SKIP', pauseOnFailure: true },
    });
    const schedule = harness.env.client.schedule.getHandle(canaryScheduleId('blue'));
    await schedule.trigger();
    await eventually(async () =>
      expect(await stackleap('canary', 'show', 'blue')).toMatch(
        /^blue: paused: Canary compute1 failed: .*No\..*\n.*resume blue\nIts newest canaries:\n {2}\d{4}-.*Z failed: .*No\./,
      ),
    );
    // the server pauses it, too, once it has noticed
    await eventually(async () => expect((await schedule.describe()).info.runningActions).toEqual([]));
    delete harness.behaviours['agents/compute1/step1'];
    await stackleap('canary', 'resume', 'blue', '--why', 'it is ready now');
    await schedule.trigger();
    await eventually(async () =>
      expect(JSON.parse(await stackleap('canary', 'show', 'blue', '--json'))).toMatchObject({
        paused: false,
        note: expect.stringMatching(/^resumed by .*: it is ready now$/) as string,
        runs: [
          { outcome: 'good', hosts: ['compute1'], summary: 'compute1: 0 of 0 pings lost.' },
          { outcome: 'failed' },
        ],
      }),
    );
  });
});
