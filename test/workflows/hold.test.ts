import type { WorkflowHandle } from '@temporalio/client';
import type { Group } from '../../model/plan/plan';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { track, planOf } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const READY = 'agents/compute2/step1';
const REASONS = ['tap1: port p1 is not in the new Neutron', 'RabbitMQ does not answer'];

function agent(host: string, activity = 'verifyThing'): Group {
  return { name: host, workflow: 'restartAgent', atOnce: 1, lanes: [track('agents', host, 2, activity)] };
}

async function untilHeld(handle: WorkflowHandle): Promise<Progress> {
  return eventually(async () => {
    const progress = await handle.query<Progress>('progress');
    expect(progress.waiting).toEqual({ for: 'host', host: 'compute2', message: REASONS.join('; ') });
    return progress;
  });
}

describe('a host that is not ready', () => {
  beforeEach(() => {
    harness.plan = planOf({ name: 'agents', groups: ['compute1', 'compute2', 'compute3'].map((host) => agent(host)) });
    harness.holds[READY] = REASONS;
  });

  it('is held with its reasons, in every workflow above it as well, and goes on when it is looked at again', async () => {
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await untilHeld(handle);
    await untilHeld(harness.env.client.workflow.getHandle('upgrade/blue/agent/compute2'));
    expect(harness.journal.at(-1)).toBe(READY);
    delete harness.holds[READY];
    await handle.signal('retryHost', { host: 'compute2' });
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.journal.filter((step) => step === READY).length).toBeGreaterThan(1);
    expect(harness.journal.at(-1)).toBe('agents/compute3/step2');
    expect((await handle.query<Progress>('progress')).waiting).toBeNull();
  });

  it('is left out when an operator says so, and the next one has its turn', async () => {
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await untilHeld(handle);
    await handle.signal('skipHost', { host: 'compute2' });
    expect(await handle.result()).toMatchObject({ verdict: 'partial' });
    expect(harness.journal).not.toContain('agents/compute2/step2');
    expect(harness.journal).toContain('agents/compute3/step2');
  });

  it('does not keep a roll-back waiting', async () => {
    const handle = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await untilHeld(handle);
    await handle.signal('rollBack', { by: 'ada' });
    expect(await handle.result()).toMatchObject({ verdict: 'rolled-back' });
    expect(harness.journal).not.toContain('agents/compute3/step1');
  });

  it.each([
    { onFailure: 'hold', verdict: 'held', undone: [], left: 2 },
    {
      onFailure: 'rollBack',
      verdict: 'rolled-back',
      undone: ['undo agents/compute1/step2', 'undo agents/compute1/step1'],
      left: 0,
    },
  ])(
    'ends the run with its reasons where nobody is asked: $onFailure',
    async ({ onFailure, verdict, undone, left }) => {
      harness.plan = planOf({
        name: 'agents',
        groups: [agent('compute1', 'ensureThing'), agent('compute2'), agent('compute3', 'ensureThing')],
      });
      const handle = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure });
      await expect(handle.result()).rejects.toMatchObject({
        cause: {
          type: 'HostNotReady',
          message: expect.stringContaining(`compute2: ${REASONS.join('; ')}.`),
          details: [{ verdict }],
        },
      });
      expect(harness.journal).toEqual(['agents/compute1/step1', 'agents/compute1/step2', READY, ...undone]);
      expect(harness.ledger.undos).toHaveLength(left);
    },
  );
});
