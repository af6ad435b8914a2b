import type { Progress } from '../../model/operator/progress';
import { definitionOf } from '../support/definition';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { agentOf, phase, planOf, track } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
beforeEach(() => {
  harness.reset();
  harness.plan = planOf(
    phase('preflight', [track('preflight', 'control', 1, 'readThingBlockers')]),
    phase('freeze', [track('freeze', 'apis', 1)]),
    { name: 'agents', groups: ['compute2', 'compute1', 'compute3'].map(agentOf) },
  );
  const { rollout } = definitionOf('blue');
  harness.definition = {
    approvals: [{ gate: 'preflight', by: ['ada', 'bob'] }, { gate: 'canaries' }],
    rollout: { ...rollout, canaries: ['compute2', 'compute1'] },
  };
});
afterAll(() => harness.stop());

/** Hosts whose agents were taken in hand, in their order. */
const turns = (): readonly string[] => [
  ...new Set(harness.journal.filter((step) => step.startsWith('agents/')).map((step) => step.split('/')[1] ?? '')),
];

it('waits after preflight for one of the people who are named, and after the canaries', async () => {
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
  const waiting = async () => (await handle.query<Progress>('progress')).waiting;
  await harness.untilWaiting(handle, 'approval');
  expect(await waiting()).toEqual({ for: 'approval', gate: 'preflight', by: ['ada', 'bob'] });
  expect(harness.journal).toEqual([]);
  await expect(handle.executeUpdate('approve', { args: [{ gate: 'preflight', by: 'eve' }] })).rejects.toMatchObject({
    cause: { message: 'approve: the gate preflight is opened by ada or bob, not by eve.' },
  });
  await handle.signal('approve', { gate: 'preflight', by: 'eve' });
  expect(await waiting()).toMatchObject({ gate: 'preflight' });
  await handle.executeUpdate('approve', { args: [{ gate: 'preflight', by: 'bob' }] });

  await eventually(async () => expect(await waiting()).toEqual({ for: 'approval', gate: 'canaries' }));
  expect(turns()).toEqual(['compute2', 'compute1']);
  await handle.signal('approve', { gate: 'canaries', by: 'anybody' });
  await handle.result();
  expect(turns()).toEqual(['compute2', 'compute1', 'compute3']);
  expect(harness.ledger.events.filter(({ kind }) => kind === 'approve').map(({ detail }) => detail)).toEqual([
    { gate: 'preflight', by: 'bob' },
    { gate: 'canaries', by: 'anybody' },
  ]);
});

it('waits nowhere where everything is approved, or what is asked for has nothing behind the gate', async () => {
  for (const input of [{ approval: 'auto' }, { phases: ['preflight'] }, { phases: ['agents'], hosts: ['compute3'] }]) {
    harness.definition = {
      ...harness.definition,
      ...(!('approval' in input) && { approvals: [{ gate: 'canaries' }] }),
    };
    await (await harness.begin('upgradeCluster', { cluster: 'blue', ...input })).result();
  }
  expect(turns()).toEqual(['compute2', 'compute1', 'compute3']);
});

it('an approval by somebody else that came before the gates were known opens nothing', async () => {
  const reading = latch();
  harness.antiAffinity = reading.pass;
  harness.definition = { approvals: [{ gate: 'preflight', by: ['ada', 'bob'] }] };
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
  await reading.reached;
  await handle.signal('approve', { gate: 'preflight', by: 'eve' });
  reading.open();
  await harness.untilWaiting(handle, 'approval');
  expect(harness.journal).toEqual([]);
  await handle.signal('approve', { gate: 'preflight', by: 'ada' });
  await handle.result();
});
