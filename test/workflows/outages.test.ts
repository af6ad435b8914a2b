import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from './support/workflow-harness';
import { latch } from './support/latch';
import { phase, planOf, track } from './support/plans';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  harness.plan = PLAN;
});

/** A batch of hosts, and what is read and asked after it. */
const PLAN = planOf(
  phase('freeze', [track('freeze', 'apis', 1)]),
  phase('hosts', [track('hosts', 'compute3', 2)], { workflow: 'upgradeHostBatch' }),
  phase('verify', [track('verify', 'checks', 1, 'verifyThing')]),
  phase('open', [track('open', 'apis', 1)]),
  phase('finalize', [track('finalize', 'remains', 1)]),
);

/** Lets the ledger refuse the next `count` times that it is opened; tells how often it still will. */
function refuseLedger(count: number): () => number {
  let left = count;
  harness.ledgerAway = () => left-- > 0;
  return () => left;
}

const FOR_GOOD = 1_000_000;
/** More than any policy of attempts ever allowed. */
const MANY = 7;

async function begin(onFailure: 'ask' | 'hold' | 'rollBack', approval = 'auto'): Promise<WorkflowHandle> {
  return harness.begin('upgradeCluster', { cluster: 'blue', approval, onFailure });
}

async function untilAsked(handle: WorkflowHandle): Promise<Progress['waiting']> {
  return eventually(async () => {
    const { waiting } = await handle.query<Progress>('progress');
    expect(waiting?.for).toBe('decision');
    return waiting;
  });
}

describe("the ledger's server is away", () => {
  it('for more than five attempts while the plan is read: the run goes on by itself', async () => {
    const reached = latch();
    harness.behaviours['hosts/compute3/step2'] = reached.pass;
    const handle = await begin('ask');
    await reached.reached;
    const left = refuseLedger(MANY);
    reached.open();
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(left()).toBeLessThan(0);
  });

  it('amid a roll-back: it goes on by itself', async () => {
    harness.behaviours['verify/checks/step1'] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
    const reached = latch();
    harness.undoBehaviours['hosts/compute3/step1'] = reached.pass;
    const handle = await begin('rollBack');
    await reached.reached;
    const left = refuseLedger(MANY);
    reached.open();
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'CheckFailed', details: [{ verdict: 'rolled-back' }] },
    });
    expect(left()).toBeLessThan(0);
    expect(harness.ledger.undos).toEqual([]);
  });

  it('for longer than it is waited for: an operator is asked, and resumes', async () => {
    const reached = latch();
    harness.behaviours['hosts/compute3/step2'] = reached.pass;
    const handle = await begin('ask');
    await reached.reached;
    harness.outageSeconds = 0.2;
    refuseLedger(FOR_GOOD);
    reached.open();
    expect(await untilAsked(handle)).toMatchObject({
      type: 'DatabaseUnreachable',
      message: expect.stringMatching(/does not answer\. It was waited for since \d{4}-.* Check the address/),
    });
    harness.ledgerAway = null;
    await handle.signal('resume', {});
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  });

  it('where commands are written down: they are kept for the next try', async () => {
    harness.outageSeconds = 0.2;
    const reached = latch();
    harness.behaviours['finalize/remains/step1'] = reached.pass;
    const handle = await begin('ask', 'manual');
    for (const gate of ['open', 'finalize']) await handle.signal('approve', { gate, by: 'ada' });
    await reached.reached;
    await handle.signal('pause', { by: 'grace' });
    await handle.signal('resume', { by: 'grace' });
    // From the moment on that the last step is recorded, until it is mended.
    let mended = false;
    harness.ledgerAway = () => !mended && harness.ledger.done.has('finalize/remains/step1');
    reached.open();
    expect(await untilAsked(handle)).toMatchObject({ phase: 'finalize', type: 'DatabaseUnreachable' });
    mended = true;
    await handle.signal('resume', { by: 'ada' });
    expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
    expect(harness.ledger.events.map(({ kind }) => kind)).toEqual([
      ...['approve', 'approve', 'pause', 'resume', 'resume', 'verdict'],
    ]);
    expect(harness.journal.filter((step) => step.startsWith('finalize'))).toHaveLength(1);
  });
});
