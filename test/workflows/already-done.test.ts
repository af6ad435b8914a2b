import type { WorkflowHandle } from '@temporalio/client';
import type { Group } from '../../model/plan/plan';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { track, phase, planOf } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

/** Three events a step: more than a history may have. */
const MANY = 700;

const STEPS = ['verifyThing', 'ensureThing', 'verifyThing', 'ensureThing'];

/** A host in the shape of a real one: proofs around what is ensured. */
function agent(host: string): Group {
  const steps = STEPS.flatMap((activity, i) => track('agents', host, STEPS.length, activity).steps.slice(i, i + 1));
  return { name: host, workflow: 'restartAgent', atOnce: 1, lanes: [{ name: host, steps }] };
}

function stepsOf(host: string, from = 1): readonly string[] {
  return STEPS.map((_, i) => `agents/${host}/step${i + 1}`).slice(from - 1);
}

/** Lets a step fail once. */
function failOnce(step: string): void {
  harness.behaviours[step] = async () => {
    delete harness.behaviours[step];
    return Promise.reject(harness.failure('HostNotReady', 'No.'));
  };
}

async function alreadyDone(id: string): Promise<string | undefined> {
  return (await harness.env.client.workflow.getHandle(id).query<Progress>('progress')).leftAlone;
}

async function upgrade(onFailure: 'ask' | 'hold'): Promise<WorkflowHandle> {
  return harness.begin('upgradeCluster', { cluster: 'blue', onFailure });
}

beforeEach(() => {
  harness.reset();
  harness.plan = planOf({ name: 'agents', groups: ['compute1', 'compute2', 'compute3'].map(agent) });
});

describe('hosts that are through', () => {
  it('are left alone, proofs and all, when a later host is tried again', async () => {
    failOnce('agents/compute3/step2');
    const handle = await upgrade('ask');
    await eventually(async () => expect((await handle.query<Progress>('progress')).waiting).not.toBeNull());
    expect(await alreadyDone('upgrade/blue/agents')).toBeUndefined();
    harness.journal.length = 0;
    await handle.signal('resume', {});
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal).toEqual(stepsOf('compute3'));
    for (const id of ['upgrade/blue', 'upgrade/blue/agents']) expect(await alreadyDone(id)).toBe('compute1, compute2');
  });

  it('are left alone by the next run as well, and one whose proof had failed is proven', async () => {
    failOnce('agents/compute2/step3');
    await expect((await upgrade('hold')).result()).rejects.toMatchObject({ cause: { type: 'HostNotReady' } });
    harness.journal.length = 0;
    await (await upgrade('hold')).result();
    // what its step 2 did is recognised
    expect(harness.journal).toEqual([
      ...stepsOf('compute2').filter((step) => !step.endsWith('step2')),
      ...stepsOf('compute3'),
    ]);
    expect(await alreadyDone('upgrade/blue')).toBe('compute1');
  });

  it('have their turn again after a roll-back, also where a step had nothing to undo', async () => {
    const last = 'agents/compute1/step4';
    harness.behaviours[last] = async () =>
      void harness.ledger.undos.splice(
        harness.ledger.undos.findIndex(({ step }) => step === last),
        1,
      );
    await (await upgrade('hold')).result();
    const back = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await back.result();
    expect(harness.ledger.done.size).toBe(0);
    harness.journal.length = 0;
    await (await upgrade('hold')).result();
    expect(harness.journal).toEqual(['compute1', 'compute2', 'compute3'].flatMap((host) => stepsOf(host)));
    expect(await alreadyDone('upgrade/blue')).toBeUndefined();
  });

  it('are not mistaken for others when a long history is renewed during the phase', async () => {
    const tracks = Array.from({ length: MANY }, (_, i) => track('agents', `many${i}`, 1));
    const [first, ...rest] = ['compute1', 'compute2', 'compute3'].map(agent) as [Group, ...Group[]];
    const groups = [first, ...phase('agents', tracks, { atOnce: 100 }).groups, ...rest];
    harness.plan = planOf({ name: 'agents', groups });
    for (const id of stepsOf('compute1')) harness.ledger.done.set(id, { changed: true, summary: '' });
    await (await upgrade('hold')).result();
    expect(harness.journal).toHaveLength(MANY + 2 * STEPS.length);
    expect(harness.journal.slice(MANY)).toEqual([...stepsOf('compute2'), ...stepsOf('compute3')]);
    expect(await alreadyDone('upgrade/blue')).toBe('compute1');
    const child = harness.env.client.workflow.getHandle('upgrade/blue/agents');
    const { events } = await child.fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
