import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { agentOf, planOf, stepsOfAgent } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

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
  harness.plan = planOf({ name: 'agents', groups: ['compute1', 'compute2', 'compute3'].map(agentOf) });
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
    expect(harness.journal).toEqual(stepsOfAgent('compute3'));
    for (const id of ['upgrade/blue', 'upgrade/blue/agents']) expect(await alreadyDone(id)).toBe('compute1, compute2');
  });

  it('are left alone by the next run as well, and one whose proof had failed is proven', async () => {
    failOnce('agents/compute2/step3');
    await expect((await upgrade('hold')).result()).rejects.toMatchObject({ cause: { type: 'HostNotReady' } });
    harness.journal.length = 0;
    await (await upgrade('hold')).result();
    // what its step 2 did is recognised
    expect(harness.journal).toEqual([
      ...stepsOfAgent('compute2').filter((step) => !step.endsWith('step2')),
      ...stepsOfAgent('compute3'),
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
    expect(harness.journal).toEqual(['compute1', 'compute2', 'compute3'].flatMap((host) => stepsOfAgent(host)));
    expect(await alreadyDone('upgrade/blue')).toBeUndefined();
  });
});
