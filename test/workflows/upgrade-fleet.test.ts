import type { WorkflowHandle } from '@temporalio/client';
import type { ClusterState, FleetProgress } from '../../model/fleet/fleet';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { phase, planOf, track } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

const STEP = 'freeze/apis/step1';
const WAVES = [
  ['red-dc1', 'green-dc1', 'blue-dc3'],
  ['white-dc1', 'grey-dc3', 'black-dc3'],
];
let harness: WorkflowHarness;
let begun: string[];
/** What a cluster's step does besides. */
let doing: Record<string, () => Promise<void>>;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
  await harness.serveDatacenter('dc3');
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  begun = [];
  doing = {};
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2, 'verifyThing')]));
  harness.behaviours[STEP] = async ({ run: { cluster } }) => {
    begun.push(cluster);
    await doing[cluster]?.();
  };
});

async function begin(more: object = {}): Promise<WorkflowHandle> {
  const input = { waves: WAVES, phases: ['freeze'], onFailure: 'hold', ...more };
  return harness.begin('upgradeFleet', input, harness.unique('fleet/all'));
}

function fail(cluster: string): void {
  doing[cluster] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
}

function statesOf({ clusters }: Pick<FleetProgress, 'clusters'>): Readonly<Record<string, ClusterState>> {
  return Object.fromEntries(clusters.map(({ cluster, state }) => [cluster, state]));
}

function stateOf(clusters: readonly string[], state: ClusterState): Readonly<Record<string, ClusterState>> {
  return Object.fromEntries(clusters.map((cluster) => [cluster, state]));
}

async function progressOf(handle: WorkflowHandle): Promise<FleetProgress> {
  return handle.query<FleetProgress>('progress');
}

describe('six clusters in two waves over two datacenters', () => {
  it('come one wave after the other, each by its own run and with the same input', async () => {
    const hold = latch();
    doing['green-dc1'] = hold.pass;
    const handle = await begin();
    await hold.reached;
    await eventually(() => expect(begun).toHaveLength(3));
    const { searchAttributes } = await harness.env.client.workflow.getHandle('upgrade/green-dc1').describe();
    expect(searchAttributes).toMatchObject({ StackleapCluster: ['green-dc1'] });
    expect(statesOf(await progressOf(handle))).toMatchObject(stateOf(WAVES[1] ?? [], 'pending'));
    hold.open();
    // not every phase was asked for
    const result = (await handle.result()) as FleetProgress;
    expect(result).toMatchObject({ verdict: 'partial' });
    expect(statesOf(result)).toEqual(stateOf(WAVES.flat(), 'partial'));
    expect(begun.slice(0, 3).toSorted()).toEqual(WAVES[0]?.toSorted());
    expect(begun.slice(3).toSorted()).toEqual(WAVES[1]?.toSorted());
    expect(await progressOf(handle)).toMatchObject({ version: 1, verdict: 'partial', failed: 0 });
    for (const { report } of result.clusters) expect(report?.path).toMatch(/report\.json$/);
  });

  it('stop before the next wave when more have failed than may; those under way go on', async () => {
    fail('red-dc1');
    const handle = await begin();
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'FleetStopped',
        message: expect.stringMatching(/budget of 0 allows:\n- red-dc1: freeze\/apis\/step1: No\./) as string,
        details: [{ verdict: 'failed' }],
      },
    });
    expect(statesOf(await progressOf(handle))).toEqual({
      ...stateOf(WAVES[0] ?? [], 'partial'),
      ...stateOf(WAVES[1] ?? [], 'pending'),
      'red-dc1': 'held',
    });
    expect((await handle.describe()).searchAttributes['StackleapOutcome']).toEqual(['failed']);
  });

  it('go on while no more have failed than may', async () => {
    fail('red-dc1');
    const handle = await begin({ failureBudget: 1 });
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(begun).toHaveLength(6);
    expect(await progressOf(handle)).toMatchObject({ failed: 1, failureBudget: 1 });
  });

  it('wait where their datacenter is held: what runs there is paused, and the other goes on to its end', async () => {
    const hold = latch();
    doing['blue-dc3'] = hold.pass;
    const handle = await begin();
    await hold.reached;
    await expect(handle.executeUpdate('holdDatacenter', { args: [{ datacenter: 'dc9' }] })).rejects.toMatchObject({
      cause: { type: 'InvalidCommand', message: 'holdDatacenter: say in "datacenter" one of dc1, dc3.' },
    });
    await handle.executeUpdate('holdDatacenter', { args: [{ datacenter: 'dc3', by: 'ada', why: 'a storm' }] });
    const paused = harness.env.client.workflow.getHandle('upgrade/blue-dc3');
    await eventually(async () => expect((await paused.query<Progress>('progress')).control.paused).toBe(true));
    hold.open();
    await eventually(async () => {
      const progress = await progressOf(handle);
      expect(progress.heldDatacenters).toEqual(['dc3']);
      expect(statesOf(progress)).toEqual({
        ...stateOf(['red-dc1', 'green-dc1', 'white-dc1'], 'partial'),
        'blue-dc3': 'paused',
        ...stateOf(['grey-dc3', 'black-dc3'], 'pending'),
      });
    });
    await handle.signal('releaseDatacenter', { datacenter: 'dc3', by: 'ada' });
    await handle.result();
    expect(begun).toHaveLength(6);
  });
});

describe('a fleet that cannot be', () => {
  it.each([
    [{ waves: [['blue', 'nowhere'], ['blue']] }, ['nowhere: There is no cluster "nowhere"', 'blue is named twice']],
    [{ waves: [] }, ['waves: ']],
    [{ waves: [['blue']], hosts: ['compute1'], failureBudget: -1 }, ['Unrecognized key: "hosts"', 'failureBudget: ']],
    [{ waves: [Array.from({ length: 101 }, (_, i) => `c${i}`)] }, ['101 clusters are more than 100']],
  ])('is refused with everything that is wrong: %#', async (input, problems) => {
    const handle = await harness.begin('upgradeFleet', input, harness.unique('fleet/bad'));
    const failed: unknown = await handle.result().catch((error: unknown) => error);
    const { cause } = failed as { readonly cause: { readonly type: string; readonly message: string } };
    expect(cause.type).toBe('InvalidInput');
    for (const problem of problems) expect(cause.message).toContain(problem);
    expect(begun).toEqual([]);
  });

  it('counts a cluster whose upgrade is running already as failed', async () => {
    const hold = latch();
    doing['blue'] = hold.pass;
    const running = await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['freeze'] });
    await hold.reached;
    const handle = await begin({ waves: [['blue']] });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'FleetStopped', message: expect.stringContaining('upgrade/blue is running already') as string },
    });
    hold.open();
    await running.result();
  });
});
