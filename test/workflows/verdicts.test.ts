import type { WorkflowHandle } from '@temporalio/client';
import { printProgress } from '../../cli/print/print-progress';
import { eventually } from '../support/eventually';
import type { Progress } from '../../model/operator/progress';
import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { phase, planOf, track, wholePlan } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  harness.plan = wholePlan();
});

const CANCELLED = { cause: { name: 'CancelledFailure' } };

async function outcomeOf(handle: WorkflowHandle): Promise<unknown> {
  return (await handle.describe()).searchAttributes['StackleapOutcome'];
}

/** What the ledger says of the run's end. */
function verdict(): Record<string, unknown> | undefined {
  return harness.ledger.events.find(({ kind }) => kind === 'verdict')?.detail;
}

/** A run that is on its way back, and waits amid the undo of this step. */
async function goingBack(step: string): Promise<{ handle: WorkflowHandle; go: () => void }> {
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 3)]));
  harness.behaviours['freeze/apis/step3'] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
  const hold = latch();
  harness.undoBehaviours[step] = hold.pass;
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
  await hold.reached;
  return { handle, go: hold.open };
}

describe('every end has a verdict', () => {
  it('cancelled while the plan is built: cancelled, and found among the aborted', async () => {
    const reading = latch();
    harness.antiAffinity = reading.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await reading.reached;
    await handle.cancel();
    reading.open();
    await expect(handle.result()).rejects.toMatchObject(CANCELLED);
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    expect(await outcomeOf(handle)).toEqual(['aborted']);
  });

  it.each(['upgradeCluster', 'rollBackCluster'])('a wrong input: %s is found among the failed', async (type) => {
    const handle = await harness.begin(type, { cluster: 'blue', speed: 3 });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
    expect(await outcomeOf(handle)).toEqual(['failed']);
  });

  it('a terminated child: an operator is asked, and goes on', async () => {
    harness.plan = planOf(phase('images', [track('images', 'images', 2)], { workflow: 'alignDatabases' }));
    const hold = latch();
    harness.behaviours['images/images/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await hold.reached;
    await harness.env.client.workflow.getHandle('upgrade/blue/images/all').terminate('by mistake');
    await eventually(async () => {
      const { waiting } = await handle.query<Progress>('progress');
      expect(waiting).toMatchObject({ for: 'decision', phase: 'images', type: 'ChildTerminated' });
    });
    hold.open();
    delete harness.behaviours['images/images/step1'];
    await handle.signal('resume', {});
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  });

  it('cancelled amid a step: nothing is undone before the step has ended', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2)]));
    const hold = latch();
    harness.behaviours['freeze/apis/step2'] = async () => {
      await hold.pass();
      // long enough for an undo that does not wait
      await new Promise((resolve) => setTimeout(resolve, 500));
      harness.journal.push('step2 has ended');
    };
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await hold.reached;
    await handle.cancel();
    hold.open();
    await expect(handle.result()).rejects.toMatchObject(CANCELLED);
    expect(harness.journal).toEqual([
      ...['freeze/apis/step1', 'freeze/apis/step2', 'step2 has ended'],
      ...['undo freeze/apis/step2', 'undo freeze/apis/step1'],
    ]);
  });

  it('terminated: its step that still works records nothing once the roll-back has begun, and says why', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2)]));
    const hold = latch();
    let failed: unknown;
    harness.behaviours['freeze/apis/step2'] = hold.pass;
    harness.stepFailed = (error) => {
      failed = error;
    };
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await hold.reached;
    await upgrade.terminate('by mistake');
    const progress = await upgrade.query<Progress>('progress');
    expect(printProgress('TERMINATED', progress)).toContain('Ended without a verdict (TERMINATED).');
    const back = await harness.begin('rollBackCluster', { cluster: 'blue' });
    expect(await back.result()).toMatchObject({ verdict: 'rolled-back', run: upgrade.firstExecutionRunId });
    hold.open();
    await eventually(() => expect(failed).toMatchObject({ type: 'RunSuperseded' }));
    expect(String(failed)).toContain(`run ${back.firstExecutionRunId} has begun to`);
    expect(harness.ledger.done.size).toBe(0);
    expect(harness.ledger.undos).toEqual([]);
  });

  it('cancelled amid an undo: it stays where it is, and says what is left', async () => {
    const { handle, go } = await goingBack('freeze/apis/step2');
    await handle.cancel();
    go();
    await expect(handle.result()).rejects.toMatchObject(CANCELLED);
    expect(await outcomeOf(handle)).toEqual(['aborted']);
    expect(verdict()).toMatchObject({ verdict: 'aborted', error: expect.stringContaining('- freeze/apis/step1') });
    const phases = (await handle.query<Progress>('progress')).phases;
    expect(phases.map(({ outcome }) => outcome)).not.toContain('undo-failed');
    await (await harness.begin('rollBackCluster', { cluster: 'blue' })).result();
    expect(harness.ledger.undos).toEqual([]);
  });

  it('rollBackCluster cancelled amid an undo: the same', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 3)]));
    await (await harness.begin('upgradeCluster', { cluster: 'blue' })).result();
    harness.ledger.events.length = 0;
    const hold = latch();
    harness.undoBehaviours['freeze/apis/step2'] = hold.pass;
    const handle = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await hold.reached;
    await handle.cancel();
    hold.open();
    await expect(handle.result()).rejects.toMatchObject(CANCELLED);
    expect(await outcomeOf(handle)).toEqual(['aborted']);
    expect(verdict()).toMatchObject({ verdict: 'aborted', error: expect.stringContaining('- freeze/apis/step1') });
  });

  it('a ledger that stays away amid a roll-back: failed, with a list that says so', async () => {
    const { handle, go } = await goingBack('freeze/apis/step3');
    harness.outageSeconds = 0.2;
    harness.ledgerAway = () => true;
    go();
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'UndoFailed',
        message: expect.stringMatching(/cannot be read: .*does not answer/),
        details: [{ verdict: 'failed' }],
      },
    });
    expect(await outcomeOf(handle)).toEqual(['failed']);
  });
});

describe('commands on the way back', () => {
  it('status says meanwhile why it goes back', async () => {
    const { handle, go } = await goingBack('freeze/apis/step3');
    const progress = await handle.query<Progress>('progress');
    go();
    expect(printProgress('RUNNING', progress)).toContain('Rolls back. CheckFailed: freeze/apis/step3: No.');
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'CheckFailed' } });
  });

  it('pause it, resume it, stop it between two undos, and it goes on later; others are refused', async () => {
    const { handle, go } = await goingBack('freeze/apis/step3');
    for (const [name, payload] of [
      ['approve', { gate: 'open', by: 'ada' }],
      ['rollBack', {}],
      ['skipHost', { host: 'compute1' }],
    ] as const)
      await expect(handle.executeUpdate(name, { args: [payload] })).rejects.toMatchObject({
        cause: { type: 'InvalidCommand', message: expect.stringContaining('the run is rolling back') },
      });
    await handle.executeUpdate('pause', { args: [{ by: 'ada', why: 'lunch' }] });
    go();
    await eventually(async () => expect((await handle.query<Progress>('progress')).current).toEqual([]));
    expect(harness.journal.at(-1)).toBe('undo freeze/apis/step3');
    await handle.executeUpdate('abort', { args: [{ by: 'ada', why: 'the rest tomorrow' }] });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'Aborted',
        message: expect.stringMatching(/stopped between two undos.*\n- freeze\/apis\/step2 .*\n- freeze\/apis\/step1 /),
        details: [{ verdict: 'aborted' }],
      },
    });
    expect(harness.ledger.events.slice(0, 2)).toEqual([
      { kind: 'pause', detail: { by: 'ada', why: 'lunch' } },
      { kind: 'abort', detail: { by: 'ada', why: 'the rest tomorrow' } },
    ]);
    const rest = await harness.begin('rollBackCluster', { cluster: 'blue' });
    expect(await rest.result()).toMatchObject({ verdict: 'rolled-back' });
    expect(harness.ledger.undos).toEqual([]);
  });
});
