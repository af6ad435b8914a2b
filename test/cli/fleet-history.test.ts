import type { WorkflowHandle } from '@temporalio/client';
import { send } from '../../cli/console/send';
import { readFleetHistory } from '../../cli/read/fleet/fleet-history';
import type { ClusterState, FleetProgress } from '../../model/fleet/fleet';
import { defineCluster } from '../support/cluster-files';
import { eventually } from '../support/eventually';
import { stackleap } from '../support/stackleap';
import { temporaryFolder } from '../support/temporary-folder';
import { latch } from '../workflows/support/latch';
import { phase, planOf, track } from '../workflows/support/plans';
import { startForCli, stopForCli } from '../workflows/support/cli-harness';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';

const STEP = 'freeze/apis/step1';
let harness: WorkflowHarness;
let doing: Record<string, () => Promise<void>>;
beforeAll(async () => {
  harness = await startForCli(temporaryFolder());
  await harness.serveDatacenter('dc3');
});
afterAll(() => stopForCli(harness));
beforeEach(() => {
  harness.reset();
  doing = {};
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2, 'verifyThing')]));
  harness.behaviours[STEP] = async ({ run: { cluster } }) => doing[cluster]?.();
});
afterEach(() => jest.restoreAllMocks());

async function begin(waves: readonly (readonly string[])[], more: object = {}): Promise<WorkflowHandle> {
  const input = { waves, phases: ['freeze'], onFailure: 'hold', ...more };
  return harness.begin('upgradeFleet', input, harness.unique('fleet/all'));
}

async function history(handle: WorkflowHandle): Promise<FleetProgress | null> {
  return readFleetHistory(harness.env.client, handle);
}

/** What the fleet tells once its clusters stand like this; its history has to say the very same. */
async function bothSay(handle: WorkflowHandle, states: Readonly<Record<string, ClusterState>>): Promise<FleetProgress> {
  return eventually(async () => {
    const progress = await handle.query<FleetProgress>('progress');
    expect(Object.fromEntries(progress.clusters.map(({ cluster, state }) => [cluster, state]))).toEqual(states);
    expect(await history(handle)).toEqual(progress);
    return progress;
  });
}

describe("a fleet's history tells what the fleet itself would tell", () => {
  it('while it runs, and while a datacenter is held', async () => {
    const hold = latch();
    doing['blue-dc3'] = hold.pass;
    const handle = await begin([['red-dc1', 'blue-dc3'], ['grey-dc3']]);
    await hold.reached;
    await bothSay(handle, { 'red-dc1': 'partial', 'blue-dc3': 'running', 'grey-dc3': 'pending' });
    await handle.signal('holdDatacenter', { datacenter: 'dc3' });
    await handle.signal('holdDatacenter', { datacenter: 'dc9' });
    await bothSay(handle, { 'red-dc1': 'partial', 'blue-dc3': 'paused', 'grey-dc3': 'pending' });
    await handle.executeUpdate('releaseDatacenter', { args: [{ datacenter: 'dc3' }] });
    // the next wave was not to wait for a datacenter that is held
    await bothSay(handle, { 'red-dc1': 'partial', 'blue-dc3': 'running', 'grey-dc3': 'partial' });
    hold.open();
    await handle.result();
    const ended = await bothSay(handle, { 'red-dc1': 'partial', 'blue-dc3': 'partial', 'grey-dc3': 'partial' });
    expect(ended).toMatchObject({ verdict: 'partial', heldDatacenters: [] });
  });

  it('when clusters have failed, each in its own way', async () => {
    const hold = latch();
    for (const cluster of ['busy', 'gone', 'called-off']) doing[cluster] = hold.pass;
    doing['broken'] = async () => Promise.reject(harness.failure('CheckFailed', 'No. '.repeat(200)));
    const { workflow } = harness.env.client;
    const busy = await harness.begin('upgradeCluster', { cluster: 'busy', phases: ['freeze'] });
    await hold.reached;
    const handle = await begin([['broken', 'busy', 'gone', 'called-off']], { failureBudget: 2 });
    await bothSay(handle, { broken: 'held', busy: 'failed', gone: 'running', 'called-off': 'running' });
    await workflow.getHandle('upgrade/gone').terminate();
    await workflow.getHandle('upgrade/called-off').cancel();
    hold.open();
    await busy.result();
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'FleetStopped' } });
    const ended = await bothSay(handle, { broken: 'held', busy: 'failed', gone: 'failed', 'called-off': 'aborted' });
    expect(ended).toMatchObject({ verdict: 'failed', failed: 4, failureBudget: 2 });
  });

  it('when it was ended from outside', async () => {
    const hold = latch();
    doing['red-dc1'] = hold.pass;
    const handle = await begin([['red-dc1'], ['green-dc1']]);
    await hold.reached;
    await handle.terminate('a mistake');
    expect(await history(handle)).toMatchObject({
      verdict: '',
      clusters: [{ state: 'running' }, { state: 'pending' }],
    });
    const name = handle.workflowId.slice('fleet/'.length);
    expect(await stackleap('fleet', 'status', name)).toMatch(
      /TERMINATED\n(?:.*\n)*.*red-dc1 +│ running(?:.*\n)*.*a mistake/,
    );
    hold.open();
  });

  it('but nothing of a fleet that was refused', async () => {
    const handle = await begin([['nowhere']]);
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
    expect(await history(handle)).toBeNull();
    const printed = await stackleap('fleet', 'status', handle.workflowId.slice('fleet/'.length));
    expect(printed).toMatch(/^fleet all.*: FAILED\nInvalidInput: .*\n- nowhere: /);
  });
});

test('without a worker a fleet is told, and a datacenter is held by signal', async () => {
  const clusters = process.env['STACKLEAP_CLUSTERS'] ?? '';
  for (const cluster of ['red-dc1', 'blue-dc3']) defineCluster(clusters, cluster);
  const handle = await harness.env.client.workflow.start('upgradeFleet', {
    taskQueue: 'nobody',
    workflowId: 'fleet/idle',
    args: [{ waves: [['red-dc1'], ['blue-dc3']] }],
  });
  await expect(stackleap('fleet', 'hold', 'idle', 'dc2')).rejects.toThrow(
    'No cluster of fleet idle is in the datacenter dc2; it has dc1, dc3.',
  );
  const sent = await send('fleet/idle', 'holdDatacenter', { datacenter: 'dc3', by: 'ada' }, 500);
  expect(sent).toEqual({ sentAs: 'signal' });
  const printed = await stackleap('fleet', 'status', 'idle');
  expect(printed).toMatch(/2 +│ dc3 +│ blue-dc3 +│ pending/);
  expect(printed).toContain('Held: dc3.');
  expect(printed).toContain("no orchestrator's worker runs. This is from its history.");
  await handle.terminate();
  expect(await send('fleet/idle', 'holdDatacenter', { datacenter: 'dc3' }, 500)).toBeUndefined();
});
