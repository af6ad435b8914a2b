import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { track, phase, planOf, wholePlan } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

/** Dummy steps: what is shown is the order of the undos; that each undo works is shown against the real part. */
describe('the way back', () => {
  it('undoes in reverse what was done before a failure', async () => {
    harness.plan = wholePlan();
    harness.behaviours['agents/compute2/step2'] = async () =>
      Promise.reject(harness.failure('PacketsLost', 'vm4 lost 7 in a row.'));
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'PacketsLost',
        message: expect.stringContaining('agents/compute2/step2: vm4 lost 7 in a row.'),
        details: [{ verdict: 'rolled-back' }],
      },
    });
    const undone = harness.journal.filter((line) => line.startsWith('undo')).map((line) => line.slice('undo '.length));
    const done = harness.journal.filter((line) => !line.startsWith('undo'));
    expect(undone).toEqual(done.toReversed());
    expect(harness.ledger.undos).toEqual([]);
  });

  it('goes on when an undo fails, but not with what it builds on, and lists what is left', async () => {
    const hosts = ['compute1', 'compute2'].map((host) => track('hosts', host, 2));
    harness.plan = planOf(
      phase('freeze', [track('freeze', 'apis', 1)]),
      phase('images', [track('images', 'rows', 3)]),
      phase('hosts', hosts, { workflow: 'upgradeHostBatch' }),
      phase('verify', [track('verify', 'checks', 1, 'verifyThing')]),
    );
    const no = async () => Promise.reject(harness.failure('HostAuthentication', 'The key was refused.'));
    harness.behaviours['verify/checks/step1'] = no;
    harness.undoBehaviours['images/rows/step2'] = no;
    harness.undoBehaviours['hosts/compute2/step2'] = no;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'UndoFailed',
        message: expect.stringMatching(
          /- hosts\/compute2\/step2 .*refused.*\n- images\/rows\/step2 .*refused.*\n- 2 older steps that these build on/,
        ),
      },
    });
    const undone = harness.journal.filter((line) => line.startsWith('undo')).map((line) => line.slice('undo '.length));
    expect(undone).toEqual(['hosts/compute1/step2', 'hosts/compute1/step1', 'images/rows/step3', 'freeze/apis/step1']);
    expect(harness.ledger.undos.map(({ step }) => step)).toEqual([
      'hosts/compute2/step2',
      'hosts/compute2/step1',
      'images/rows/step2',
      'images/rows/step1',
    ]);
  });

  it('stops where tenants have written: the point of no return', async () => {
    harness.plan = planOf(phase('compute', [track('compute', 'rows', 1)]), phase('open', [track('open', 'apis', 2)]));
    harness.behaviours['open/apis/step2'] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
    harness.undoBehaviours['open/apis/step1'] = async () =>
      Promise.reject(harness.failure('TenantsWrote', 'A tenant made a server.'));
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto', onFailure: 'rollBack' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'UndoFailed' } });
    expect(harness.ledger.undos.map(({ step }) => step)).toEqual(['open/apis/step1', 'compute/rows/step1']);
  });

  it('aborts by rolling back when that is what a failure would do', async () => {
    const hold = latch();
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 3)]));
    harness.behaviours['freeze/apis/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await hold.reached;
    await handle.executeUpdate('abort', { args: [{ by: 'ada' }] });
    hold.open();
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'Aborted', details: [{ verdict: 'aborted' }] },
    });
    expect(harness.journal).toEqual(['freeze/apis/step1', 'undo freeze/apis/step1']);
  });

  it('holds on request, and rollBackCluster undoes it later, phase by phase if wanted', async () => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 1)]), phase('images', [track('images', 'rows', 2)]));
    harness.behaviours['images/rows/step2'] = async () => Promise.reject(harness.failure('RowsDiffer', 'No.'));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
    await expect(upgrade.result()).rejects.toMatchObject({ cause: { details: [{ verdict: 'held' }] } });
    const images = await harness.begin('rollBackCluster', { cluster: 'blue', phases: ['images'] });
    expect(await images.result()).toMatchObject({
      verdict: 'rolled-back',
      run: upgrade.firstExecutionRunId,
      phases: [{ name: 'images', outcome: 'rolled-back' }],
    });
    expect(harness.ledger.undos.map(({ step }) => step)).toEqual(['freeze/apis/step1']);
    const rest = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await rest.result();
    expect(harness.ledger.undos).toEqual([]);
  });

  it('undoes no phase that another one stands on', async () => {
    harness.plan = planOf(
      phase('hosts', [track('hosts', 'compute1', 1)]),
      phase('agents', [track('agents', 'compute1', 1)]),
    );
    await (await harness.begin('upgradeCluster', { cluster: 'blue' })).result();
    const alone = await harness.begin('rollBackCluster', { cluster: 'blue', phases: ['hosts'] });
    await expect(alone.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('agents of blue would stand on') as string },
    });
    expect(harness.ledger.undos).toHaveLength(2);
    await (await harness.begin('rollBackCluster', { cluster: 'blue', phases: ['hosts', 'agents'] })).result();
    expect(harness.ledger.undos).toEqual([]);
  });

  it('a run undoes only what its own plan asked for', async () => {
    harness.plan = planOf(phase('images', [track('images', 'rows', 1)]));
    await (await harness.begin('upgradeCluster', { cluster: 'blue' })).result();
    harness.plan = planOf(phase('hosts', [track('hosts', 'compute1', 2)], { workflow: 'upgradeHostBatch' }));
    harness.behaviours['hosts/compute1/step2'] = async () =>
      Promise.reject(harness.failure('PackageMissing', 'nova-15.'));
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'PackageMissing' } });
    expect(harness.ledger.undos.map(({ step }) => step)).toEqual(['images/rows/step1']);
  });

  it('rolls back when it is cancelled, and ends as cancelled', async () => {
    harness.plan = wholePlan();
    const hold = latch();
    harness.behaviours['hosts/compute1/step1'] = hold.pass;
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await hold.reached;
    await handle.cancel();
    hold.open();
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(harness.ledger.undos).toEqual([]);
  });
});
