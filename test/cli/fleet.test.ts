import { WorkflowNotFoundError } from '@temporalio/client';
import { explain } from '../../cli/console/exit';
import type { FleetProgress } from '../../model/fleet/fleet';
import type { Progress } from '../../model/operator/progress';
import { defineCluster } from '../support/cluster-files';
import { eventually } from '../support/eventually';
import { stackleap } from '../support/stackleap';
import { temporaryFolder } from '../support/temporary-folder';
import { latch } from '../workflows/support/latch';
import { phase, planOf, track } from '../workflows/support/plans';
import { startForCli, stopForCli } from '../workflows/support/cli-harness';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';

const STEP = 'freeze/apis/step1';
const CLUSTERS = ['red-dc1', 'blue-dc3', 'green-dc1'];
let harness: WorkflowHarness;
let clusters: string;
/** What a cluster's step does. */
let doing: Record<string, () => Promise<void>>;
let name: string;
beforeAll(async () => {
  clusters = temporaryFolder();
  harness = await startForCli(clusters);
  await harness.serveDatacenter('dc3');
  for (const cluster of CLUSTERS) defineCluster(clusters, cluster);
});
afterAll(() => stopForCli(harness));
beforeEach(() => {
  harness.reset();
  doing = {};
  name = harness.unique('autumn');
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2, 'verifyThing')]));
  harness.behaviours[STEP] = async ({ run: { cluster } }) => doing[cluster]?.();
});
afterEach(() => jest.restoreAllMocks());

function start(...more: readonly string[]): Promise<string> {
  return stackleap('fleet', 'start', name, '--waves', 'red-dc1,blue-dc3', '--waves', 'green-dc1', ...more);
}

async function statusOf(fleet = name): Promise<{ readonly progress: FleetProgress; readonly waiting: string[] }> {
  return JSON.parse(await stackleap('fleet', 'status', fleet, '--json')) as Awaited<ReturnType<typeof statusOf>>;
}

async function refusal(...argv: readonly string[]): Promise<string> {
  const error: unknown = await stackleap(...argv).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ type: 'Usage' });
  expect(explain(error).code).toBe(2);
  return explain(error).message;
}

describe('an operator of a fleet', () => {
  it('starts it, sees each cluster, and what waits for him; reads the end', async () => {
    const hold = latch();
    doing['blue-dc3'] = hold.pass;
    doing['red-dc1'] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
    const printed = await start('--phases', 'freeze', '--failure-budget', '1');
    expect(printed).toMatch(new RegExp(`^Started fleet/${name}; watch it: http.*fleet%2F${name}\n$`));
    await hold.reached;
    await eventually(async () => expect((await statusOf()).waiting).toEqual(['red-dc1']));
    const shown = await stackleap('fleet', 'status', name);
    expect(shown).toMatch(/1 +│ dc3 +│ blue-dc3 +│ running/);
    expect(shown).toMatch(/2 +│ dc1 +│ green-dc1 +│ pending/);
    expect(shown).toContain('0 failed; the budget allows 1.\nWaiting for you: red-dc1. See stackleap status red-dc1\n');
    expect(await refusal('fleet', 'start', name, '--waves', 'green-dc1')).toBe(
      `fleet/${name} is running already: see stackleap fleet status ${name}.`,
    );
    await stackleap('abort', 'red-dc1');
    hold.open();
    await harness.env.client.workflow.getHandle(`fleet/${name}`).result();
    const ended = await stackleap('fleet', 'status', name);
    expect(ended).toContain(`fleet ${name}: partial`);
    expect(ended).toMatch(/red-dc1 +│ aborted +│ .*freeze/);
    expect(ended).toContain('1 failed; the budget allows 1.');
  });

  it('awaits the end, and reads why it failed', async () => {
    doing['red-dc1'] = async () => Promise.reject(harness.failure('CheckFailed', 'The switch is away.'));
    const failed: unknown = await start('--phases', 'freeze', '--on-failure', 'hold', '--wait').catch(
      (e: unknown) => e,
    );
    expect(explain(failed)).toMatchObject({ type: 'FleetStopped', code: 1 });
    const shown = await stackleap('fleet', 'status', name);
    expect(shown).toMatch(/red-dc1 +│ held +│ .*The switch is away\./);
    expect(shown).toMatch(/FleetStopped: More clusters failed than the budget of 0 allows:\n- red-dc1: .*\n/);
    doing = {};
    expect(await start('--phases', 'freeze', '--rehearse', '--approval', 'auto', '--wait')).toContain(
      `fleet ${name}: partial.\n- red-dc1: rehearsed\n- blue-dc3: rehearsed\n`,
    );
  });

  it('holds one datacenter and releases it', async () => {
    const hold = latch();
    doing['blue-dc3'] = hold.pass;
    await start('--phases', 'freeze');
    await hold.reached;
    expect(await stackleap('fleet', 'hold', name, 'dc3', '--why', 'a storm')).toBe(
      `Sent holdDatacenter to fleet/${name}.\n`,
    );
    const blue = harness.env.client.workflow.getHandle('upgrade/blue-dc3');
    await eventually(async () => expect((await blue.query<Progress>('progress')).control.paused).toBe(true));
    expect(await stackleap('fleet', 'status', name)).toContain(
      `Held: dc3. Go on: stackleap fleet release ${name} dc3\n`,
    );
    hold.open();
    expect(JSON.parse(await stackleap('fleet', 'release', name, 'dc3', '--json'))).toEqual({
      sentAs: 'update',
      heldDatacenters: [],
    });
    await harness.env.client.workflow.getHandle(`fleet/${name}`).result();
    expect(await refusal('fleet', 'hold', name, 'dc3')).toContain('has ended');
  });
});

describe('refused with what there is', () => {
  it('is a start with anything wrong in it: all of it, and nothing is begun', async () => {
    defineCluster(clusters, 'odd-dc1', ['cell: cell1', 'cell: 7']);
    const waves = ['--waves', 'red-dc1,gren-dc1', '--waves', 'odd-dc1,red-dc1'];
    const message = await refusal('fleet', 'start', name, ...waves);
    expect(message).toMatch(/^fleet autumn.* is not started:\n- gren-dc1: .*known: .*Did you mean green-dc1/);
    expect(message).toMatch(/\n- odd-dc1: .*\n {2}.*cluster\.yaml:\d+:\d+: target\.cell: /);
    expect(message).toContain('\n- waves: red-dc1 is named twice');
    await expect(harness.env.client.workflow.getHandle(`fleet/${name}`).describe()).rejects.toThrow(
      WorkflowNotFoundError,
    );
  });

  it('is a cluster whose upgrade runs', async () => {
    const hold = latch();
    doing['red-dc1'] = hold.pass;
    const running = await harness.begin('upgradeCluster', { cluster: 'red-dc1', phases: ['freeze'] });
    await hold.reached;
    expect(await refusal('fleet', 'start', name, '--waves', 'red-dc1,green-dc1')).toBe(
      `fleet ${name} is not started:\n- upgrade/red-dc1 is running already: see stackleap status red-dc1`,
    );
    hold.open();
    await running.result();
  });

  it('is a fleet or a datacenter that nobody knows', async () => {
    await start('--phases', 'freeze', '--wait');
    await eventually(async () =>
      expect(await refusal('fleet', 'status', `${name}x`)).toMatch(
        new RegExp(`^There is no fleet ${name}x in this .*; there are .*${name}.* Did you mean ${name}`),
      ),
    );
    for (const verb of ['hold', 'release'])
      expect(await refusal('fleet', verb, name, 'dc9')).toBe(
        `No cluster of fleet ${name} is in the datacenter dc9; it has dc1, dc3. Did you mean dc1 or dc3?`,
      );
  });

  it.each([
    [['--waves', 'red-dc1,,'], 'names of clusters'],
    [['--waves', 'red-dc1', '--failure-budget', 'x'], 'a whole number of at least 0'],
    [[], "required option '--waves <clusters>'"],
  ])('are options that mean nothing: %j', async (argv, message) => {
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    await expect(stackleap('fleet', 'start', name, ...argv)).rejects.toThrow(message);
  });

  it('is a name that no id can have', async () => {
    expect(await refusal('fleet', 'start', 'a/b', '--waves', 'nowhere')).toMatch(/"a\/b" is not a name.*\n- nowhere: /);
  });
});
