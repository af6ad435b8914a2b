import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { definitionOf } from '../support/definition';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { realPlan } from './support/real-plan';
import { WorkflowHarness } from './support/workflow-harness';

jest.setTimeout(120_000);

const { rollout } = definitionOf('blue');

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  harness.definition = { approvals: [{ gate: 'canaries' }], rollout: { ...rollout, canaries: ['compute2'] } };
  harness.plan = realPlan(['preflight', 'hosts', 'agents'], harness.definition);
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
