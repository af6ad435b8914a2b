import type { WorkflowHandle } from '@temporalio/client';
import { printProgress } from '../../cli/print/print-progress';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import type { Progress } from '../../model/operator/progress';
import { definitionOf } from '../support/definition';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { realPlan, withFewSteps } from './support/real-plan';
import { WorkflowHarness } from './support/workflow-harness';

const { rollout } = definitionOf('blue');

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  harness.definition = { approvals: [{ gate: 'canaries' }], rollout: { ...rollout, canaries: ['compute2'] } };
  harness.plan = withFewSteps(realPlan(['preflight', 'hosts', 'agents'], harness.definition), 'fetch');
});

async function begin(): Promise<WorkflowHandle> {
  return harness.begin('upgradeCluster', { cluster: 'blue' });
}

/** Hosts that were taken in hand in a phase, in their order. */
function turns(phase: 'hosts' | 'agents'): readonly string[] {
  const names = harness.journal.filter((step) => step.startsWith(`${phase}/compute`)).map((step) => step.split('/')[1]);
  return [...new Set(names.map(String))];
}

async function phaseOf(handle: WorkflowHandle): Promise<string | undefined> {
  const { phases } = await handle.query<Progress>('progress');
  return phases.find(({ outcome }) => outcome === 'running')?.name;
}

async function untilAsked(handle: WorkflowHandle, phase: 'hosts' | 'agents'): Promise<void> {
  await eventually(async () => expect(await phaseOf(handle)).toBe(phase));
  await harness.untilWaiting(handle, 'approval');
}

it('waits behind the canaries of each phase, and each time for an approval of its own', async () => {
  const handle = await begin();
  await untilAsked(handle, 'hosts');
  expect(turns('hosts')).toEqual(['compute2']);
  await handle.signal('approve', { gate: 'canaries', by: 'ada' });
  await untilAsked(handle, 'agents');
  expect(turns('hosts').toSorted()).toEqual(['compute1', 'compute2', 'compute3']);
  expect(turns('agents')).toEqual(['compute2']);
  await handle.executeUpdate('approve', { args: [{ gate: 'canaries', by: 'bob' }] });
  await handle.result();
  expect(turns('agents')).toEqual(['compute2', 'compute1', 'compute3']);
  expect(harness.ledger.events.filter(({ kind }) => kind === 'approve').map(({ detail }) => detail['by'])).toEqual([
    'ada',
    'bob',
  ]);
});

it('an approval in advance opens the first of both gates, and it stays open when the phase is tried again', async () => {
  const hold = latch();
  harness.behaviours['hosts/compute2/fetch'] = hold.pass;
  let broken = true;
  harness.behaviours['hosts/compute3/fetch'] = async () =>
    broken ? Promise.reject(harness.failure('PackageMissing', 'nova.')) : Promise.resolve();
  const handle = await begin();
  await hold.reached;
  await handle.signal('approve', { gate: 'canaries', by: 'ada' });
  hold.open();
  await harness.untilWaiting(handle, 'decision');
  broken = false;
  await handle.signal('resume', {});
  await untilAsked(handle, 'agents');
  await handle.signal('approve', { gate: 'canaries', by: 'ada' });
  expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
});

it('asks nobody where all others are through already', async () => {
  const phases = harness.plan.phases.filter(({ name }) => name === 'hosts');
  const tracks = phases.flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes));
  for (const { name, steps } of tracks)
    if (name !== 'compute2') for (const { id } of steps) harness.ledger.done.set(id, { changed: true, summary: '' });
  await (await harness.begin('upgradeCluster', { cluster: 'blue', phases: ['hosts'] })).result();
  expect(turns('hosts')).toEqual(['compute2']);
});

it('an abort at the gate ends the run there', async () => {
  const handle = await begin();
  await untilAsked(handle, 'hosts');
  await handle.signal('abort', { by: 'ada' });
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } });
  expect(turns('hosts')).toEqual(['compute2']);
});

async function untilSoaking(handle: WorkflowHandle, phase: 'hosts' | 'agents'): Promise<number> {
  let until = 0;
  await eventually(async () => {
    const { waiting } = await handle.query<Progress>('progress');
    if (waiting?.for !== 'soak' || waiting.phase !== phase) throw new Error(`It soaks in ${phase} not yet.`);
    until = Date.parse(waiting.until);
  });
  return until;
}

describe('canaries that soak', () => {
  const WEEK_MS = 7 * 24 * 3_600_000;

  beforeEach(() => {
    harness.definition = {
      approvals: [],
      rollout: { ...rollout, canaries: ['compute2'], canarySoakMinutes: 30 },
    };
    harness.plan = withFewSteps(realPlan(['preflight', 'hosts', 'agents'], harness.definition), 'fetch');
  });

  it('are left alone in both phases before others follow, whatever is commanded meanwhile, and then judged', async () => {
    harness.soaks['hosts/canaries/soak'] = 4_000;
    harness.soaks['agents/canaries/soak'] = 2_000;
    const handle = await begin();
    const until = await untilSoaking(handle, 'hosts');
    const clock = new Date(until).toISOString().slice(11, 16);
    expect(printProgress('RUNNING', await handle.query<Progress>('progress'))).toMatch(
      new RegExp(String.raw`\nCanaries soak in hosts until 20\d\d-\d\d-\d\d ${clock} UTC\.\n`),
    );
    expect(turns('hosts')).toEqual(['compute2']);
    expect((await handle.describe()).searchAttributes).toMatchObject({ [SEARCH_ATTRIBUTES.outcome]: ['running'] });
    for (const command of ['pause', 'resume']) await handle.executeUpdate(command, { args: [{ by: 'ada' }] });
    await eventually(async () => Promise.resolve(expect(turns('hosts')).toHaveLength(3)));
    expect(Date.now()).toBeGreaterThanOrEqual(until);
    await untilSoaking(handle, 'agents');
    expect(turns('agents')).toEqual(['compute2']);
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    const judged = harness.journal.filter((step) => step.endsWith('/soak'));
    expect(judged).toEqual(['hosts/canaries/soak', 'agents/canaries/soak']);
    expect(harness.journal.indexOf('agents/canaries/soak')).toBeLessThan(
      harness.journal.indexOf('agents/compute1/ready'),
    );
  });

  it('soak by one timer, and no longer once the run is told to stop', async () => {
    harness.soaks['hosts/canaries/soak'] = WEEK_MS;
    const handle = await begin();
    await untilSoaking(handle, 'hosts');
    const child = harness.env.client.workflow.getHandle('upgrade/blue/hosts');
    const { events } = await child.fetchHistory();
    const timers = events?.flatMap(({ timerStartedEventAttributes: timer }) => timer ?? []) ?? [];
    expect(timers.map(({ startToFireTimeout }) => Number(startToFireTimeout?.seconds) * 1_000)).toEqual([WEEK_MS]);
    await handle.signal('rollBack', { by: 'ada' });
    expect(await handle.result()).toMatchObject({ verdict: 'rolled-back' });
    expect(turns('hosts')).toEqual(['compute2']);
    expect(harness.journal).not.toContain('hosts/canaries/soak');
  });

  it('and are not well hold the run up, which asks; `resume` has them judged again', async () => {
    let bad = true;
    harness.behaviours['hosts/canaries/soak'] = async () =>
      bad ? Promise.reject(harness.failure('CanaryBad', 'compute2: nova-compute is down')) : Promise.resolve();
    const handle = await begin();
    await harness.untilWaiting(handle, 'decision');
    const { waiting } = await handle.query<Progress>('progress');
    expect(waiting).toMatchObject({
      ...{ phase: 'hosts', type: 'CanaryBad' },
      message: expect.stringContaining('nova-compute is down'),
    });
    expect(turns('hosts')).toEqual(['compute2']);
    bad = false;
    await handle.signal('resume', {});
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal.filter((step) => step === 'hosts/compute2/fetch')).toHaveLength(1);
  });
});
