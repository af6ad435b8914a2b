import { sendCommand } from '../../cli/console/send-command';
import { eventually } from '../support/eventually';
import { stackleap } from '../support/stackleap';
import { latch } from '../workflows/support/latch';
import { phase, planOf, track } from '../workflows/support/plans';
import { startForCli, stopForCli } from '../workflows/support/cli-harness';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await startForCli();
});
afterAll(() => stopForCli(harness));
beforeEach(() => {
  harness.reset();
  harness.plan = planOf(
    phase('preflight', [track('preflight', 'control', 1, 'readThingBlockers')]),
    phase('images', [track('images', 'images', 2)], { workflow: 'alignDatabases' }),
  );
});
afterEach(() => jest.restoreAllMocks());

describe('an operator', () => {
  it('reads why a run failed: every blocker', async () => {
    harness.blockers.push(
      { type: 'TargetNotClean', message: 'nova.instances has 3 rows.' },
      { type: 'PackageMissing', message: 'compute2: nova-19 is in no repository.' },
    );
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'PreflightBlocked' } });
    const printed = await stackleap('status', 'blue');
    expect(printed).toContain('blue: failed');
    expect(printed).toMatch(/PreflightBlocked: .*2 blockers:\n- TargetNotClean: nova.*\n- PackageMissing: compute2/s);
    expect(JSON.parse(await stackleap('status', 'blue', '--json'))).toMatchObject({
      state: 'FAILED',
      failure: { type: 'PreflightBlocked' },
    });
  });

  it('reads what a run waits for, and the commands that help; says why he goes on', async () => {
    harness.behaviours['images/images/step2'] = async () => {
      delete harness.behaviours['images/images/step2'];
      return Promise.reject(harness.failure('RowsDiffer', '3 rows differ.'));
    };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await eventually(async () => {
      const printed = await stackleap('status', 'blue');
      expect(printed).toContain('images failed, RowsDiffer: images/images/step2: 3 rows differ.');
      expect(printed).toContain('Try again: stackleap resume blue; go back: stackleap roll-back blue');
    });
    expect(await stackleap('resume', 'blue', '--why', 'the rows are mended')).toContain('Sent resume to upgrade/blue.');
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.ledger.events[0]).toMatchObject({ kind: 'resume', detail: { why: 'the rows are mended' } });
  });

  it('reads which outage a step waits for, and since when, also one in a child', async () => {
    const hold = latch();
    harness.behaviours['images/images/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await hold.reached;
    harness.ledgerAway = () => true;
    hold.open();
    await eventually(async () =>
      expect(await stackleap('status', 'blue')).toMatch(
        /Waiting for a database since \d{4}-.*, for 900 s at most, ensureThing: The ledger's server does not answer/,
      ),
    );
    expect(JSON.parse(await stackleap('status', 'blue', '--json'))).toMatchObject({
      outages: [{ workflowId: 'upgrade/blue/images/all', outage: 'database', limitSeconds: 900 }],
    });
    harness.ledgerAway = null;
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  });

  it('is not kept waiting without a worker: the command is left as a signal', async () => {
    const { workflow } = harness.env.client;
    const handle = await workflow.start('upgradeCluster', {
      taskQueue: 'nobody',
      workflowId: 'upgrade/idle',
      args: [{ cluster: 'idle' }],
    });
    expect(await sendCommand('idle', 'pause', { by: 'ada', why: 'no worker' }, 500)).toEqual({ sentAs: 'signal' });
    const { events } = await handle.fetchHistory();
    const signals = events?.flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => signal ?? []) ?? [];
    expect(signals.map(({ signalName }) => signalName)).toEqual(['pause']);
    await handle.terminate();
    expect(await sendCommand('idle', 'pause', {}, 500)).toBeUndefined();
  });
});
