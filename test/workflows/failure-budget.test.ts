import type { WorkflowHandle } from '@temporalio/client';
import { printProgress } from '../../cli/print/print-progress';
import type { ErrorType } from '../../model/errors';
import type { Progress } from '../../model/operator/progress';
import type { Group } from '../../model/plan/plan';
import { latch } from './support/latch';
import { phase, planOf, track } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

const HOSTS = ['compute1', 'compute2', 'compute3'];
let harness: WorkflowHarness;
let leftOut: readonly string[];
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  leftOut = [];
  const agents: readonly Group[] = HOSTS.map((host) => ({
    ...{ name: host, workflow: 'restartAgent', atOnce: 1 },
    lanes: [track('agents', host, 2)],
  }));
  const discover = { id: 'hosts/batch/discover', activity: 'ensureThing', summary: '', input: { hosts: HOSTS } };
  const [hosts] = phase(
    'hosts',
    HOSTS.map((host) => track('hosts', host, 2)),
    { workflow: 'upgradeHostBatch', atOnce: 3 },
  ).groups;
  const batch = phase('hosts', [{ name: 'hosts/batch', steps: [discover] }]).groups;
  harness.plan = {
    ...planOf(
      { name: 'hosts', groups: [...(hosts ? [hosts] : []), ...batch.map((of) => ({ ...of, name: 'discover' }))] },
      { name: 'agents', groups: agents },
    ),
    failureBudget: 1,
  };
  harness.behaviours['hosts/batch/discover'] = async ({ without = [] }) => {
    leftOut = without;
    return Promise.resolve();
  };
});

function failAt(step: string, type: ErrorType = 'PackageMissing'): void {
  harness.behaviours[step] = async () => Promise.reject(harness.failure(type, 'No.'));
}

async function begin(more: object = {}): Promise<WorkflowHandle> {
  return harness.begin('upgradeCluster', { cluster: 'blue', ...more });
}

function stepsOf(host: string): readonly string[] {
  return harness.journal.filter((step) => step.includes(`/${host}/`));
}

describe('a host that fails within the budget', () => {
  it('is undone alone and left out; the rest goes on, and all see why', async () => {
    failAt('hosts/compute2/step2');
    const handle = await begin();
    const setAside = [
      { host: 'compute2', phase: 'hosts', type: 'PackageMissing', message: expect.stringContaining('No.') as string },
    ];
    expect(await handle.result()).toMatchObject({ verdict: 'partial', setAside });
    expect(stepsOf('compute2')).toEqual([
      'hosts/compute2/step1',
      'hosts/compute2/step2',
      'undo hosts/compute2/step2',
      'undo hosts/compute2/step1',
    ]);
    expect(leftOut).toEqual(['compute2']);
    expect(stepsOf('compute3').at(-1)).toBe('agents/compute3/step2');
    expect(harness.ledger.undos.filter(({ step }) => step.includes('/compute2/'))).toEqual([]);
    const progress = await handle.query<Progress>('progress');
    expect(printProgress('COMPLETED', progress)).toContain(
      'Set aside: compute2 in hosts, PackageMissing: hosts/compute2/step2: No.',
    );

    // the next run takes it up, and nothing else
    delete harness.behaviours['hosts/compute2/step2'];
    harness.journal.length = 0;
    expect(await (await begin()).result()).not.toHaveProperty('setAside');
    expect(stepsOf('compute2').at(-1)).toBe('agents/compute2/step2');
    expect([...stepsOf('compute1'), ...stepsOf('compute3')]).toEqual([]);
  });

  it('is taken up in the same run when an operator says so', async () => {
    failAt('agents/compute1/step2');
    const hold = latch();
    harness.behaviours['agents/compute3/step1'] = hold.pass;
    const handle = await begin();
    await hold.reached;
    delete harness.behaviours['agents/compute1/step2'];
    await handle.executeUpdate('retryHost', { args: [{ host: 'compute1' }] });
    hold.open();
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal.slice(-2)).toEqual(['agents/compute1/step1', 'agents/compute1/step2']);
  });
});

describe('the run asks as without a budget', () => {
  it('when it is spent; resume takes up all of the phase', async () => {
    for (const host of ['compute1', 'compute2']) failAt(`hosts/${host}/step2`);
    const handle = await begin();
    await harness.untilWaiting(handle, 'decision');
    const { control } = await handle.query<Progress>('progress');
    expect(control.setAside).toHaveLength(1);
    for (const host of ['compute1', 'compute2']) delete harness.behaviours[`hosts/${host}/step2`];
    await handle.signal('resume', {});
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(leftOut).toEqual([]);
  });

  it.each([
    ['a guest was disturbed', () => failAt('hosts/compute2/step1', 'GuestDisturbed')],
    [
      'the host was tried for others of its kind',
      () => {
        failAt('hosts/compute2/step2');
        const groups = harness.plan.phases.map(({ name, groups: all }) => ({
          name,
          groups: all.map((group) =>
            group.workflow === 'upgradeHostBatch' ? { ...group, trial: true as const } : group,
          ),
        }));
        harness.plan = { ...harness.plan, phases: groups };
      },
    ],
    [
      'the host cannot be taken back',
      () => {
        failAt('hosts/compute2/step2');
        harness.undoBehaviours['hosts/compute2/step1'] = async () =>
          Promise.reject(harness.failure('HostAuthentication', 'Refused.'));
      },
    ],
  ])('when %s', async (_, fail) => {
    fail();
    const handle = await begin();
    await harness.untilWaiting(handle, 'decision');
    expect((await handle.query<Progress>('progress')).control).not.toHaveProperty('setAside');
    await handle.signal('abort', {});
    await expect(handle.result()).rejects.toMatchObject({ cause: { details: [{ verdict: 'aborted' }] } });
  });

  it('with onFailure: hold at the first failure', async () => {
    failAt('hosts/compute2/step1');
    const handle = await begin({ onFailure: 'hold' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'PackageMissing' } });
  });
});
