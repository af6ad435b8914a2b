import type { WorkflowHandle } from '@temporalio/client';
import type { PhaseName } from '../../model/phases';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { realPlan } from './support/real-plan';
import { WorkflowHarness } from './support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const SWAP = 'hosts/compute2/compute-packages';

function stepsOf(host: string, prefix = ''): readonly string[] {
  return harness.journal.filter((step) => step.startsWith(`${prefix}hosts/${host}/`));
}

/** Lets a run come to the swap of compute2's packages. */
async function atSwap(...phases: readonly PhaseName[]): Promise<{ handle: WorkflowHandle; open: () => void }> {
  const hold = latch();
  harness.plan = realPlan(phases);
  harness.behaviours[SWAP] = hold.pass;
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', phases });
  await hold.reached;
  return { handle, open: hold.open };
}

/** Lets common steps note which hosts they are told to leave out. */
function noteLeftOut(): Readonly<Record<string, readonly string[]>> {
  const seen: Record<string, readonly string[]> = {};
  for (const { id, input } of harness.plan.phases.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps)),
  ))
    if ('hosts' in input)
      harness.behaviours[id] = async ({ without = [] }) => {
        seen[id.split('/').at(-1) ?? ''] = without;
        return Promise.resolve();
      };
  return seen;
}

test('only hosts of the plan are named; one that is skipped amid its steps is undone alone and left out', async () => {
  const { handle, open } = await atSwap('hosts', 'verify');
  const leftOut = noteLeftOut();
  const { control } = await handle.query<Progress>('progress');
  for (const command of ['skipHost', 'holdHost', 'retryHost'])
    await expect(handle.executeUpdate(command, { args: [{ host: 'conpute2' }] })).rejects.toMatchObject({
      cause: {
        type: 'InvalidCommand',
        message: `${command}: conpute2 is none of the 3 hosts of this plan. Did you mean compute2 or compute1 or compute3?`,
      },
    });
  // a track of another kind is no host
  await expect(handle.executeUpdate('skipHost', { args: [{ host: 'servers' }] })).rejects.toMatchObject({
    cause: { message: 'skipHost: servers is none of the 3 hosts of this plan.' },
  });
  await handle.signal('skipHost', { host: 'servers' });
  expect((await handle.query<Progress>('progress')).control).toEqual(control);

  await handle.executeUpdate('skipHost', { args: [{ host: 'compute2' }] });
  const batch = harness.plan.phases[0]?.groups.find(({ workflow }) => workflow === 'upgradeHostBatch')?.name ?? '';
  await eventually(async () => {
    const child = harness.env.client.workflow.getHandle(`upgrade/blue/hosts/${batch}`);
    expect((await child.query<Progress>('progress')).control.skipped).toEqual(['compute2']);
  });
  open();
  await expect(handle.result()).resolves.toMatchObject({ verdict: 'partial' });
  const begun = stepsOf('compute2');
  expect(begun.at(-1)).toBe(SWAP);
  // a host is taken back as it was brought forward
  expect(stepsOf('compute2', 'undo ')).toEqual(begun.toReversed().map((step) => `undo ${step}`));
  expect([...stepsOf('compute1', 'undo '), ...stepsOf('compute3', 'undo ')]).toEqual([]);
  expect(harness.ledger.undos.filter(({ step }) => step.includes('/compute2/'))).toEqual([]);
  expect(stepsOf('compute3').at(-1)).toBe('hosts/compute3/kept');
  expect(leftOut).toMatchObject({ discover: ['compute2'], allocations: ['compute2'], check: ['compute2'] });
});

test('hosts that are through are left alone in `hosts`; the others go on', async () => {
  const { handle, open } = await atSwap('hosts');
  const next = 'hosts/compute2/configuration';
  harness.behaviours[next] = async () => {
    delete harness.behaviours[next];
    return Promise.reject(harness.failure('HostNotReady', 'No.'));
  };
  open();
  await eventually(async () =>
    expect((await handle.query<Progress>('progress')).waiting).toMatchObject({ for: 'decision', phase: 'hosts' }),
  );
  harness.journal.length = 0;
  await handle.signal('resume', {});
  await expect(handle.result()).resolves.toMatchObject({ verdict: 'partial' });
  expect([...stepsOf('compute1'), ...stepsOf('compute3')]).toEqual([]);
  expect(stepsOf('compute2')).toContain(next);
});
