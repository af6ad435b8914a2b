import { nextUndos } from '../../activities/runs/next-undos';
import type { OpenUndo } from '../../model/ledger';
import type { PhaseName } from '../../model/phases';
import { recordUndos, stepsOfFleet } from './support/upgraded-fleet';
import { undoFleet } from './support/way-back';
import { FLEET } from './support/definitions';
import { WorkflowHarness } from './support/workflow-harness';

const HYPERVISORS = new Set(FLEET.hypervisors);

function undoOf(step: string): OpenUndo {
  return { step, phase: step.split('/')[0] as PhaseName, kind: 'removeThing' };
}

describe('what is undone next of 3,000 hosts', () => {
  it('is never more than its bounds, and every step once, behind what was done after it', () => {
    let open = stepsOfFleet(3_000, 9).map(undoOf).toReversed();
    const order = new Map(open.map(({ step }, i) => [step, i]));
    for (let rounds = 0; open.length > 0; rounds++) {
      expect(rounds).toBeLessThan(400);
      const { inTurn, batches } = nextUndos(open.slice(0, 1_500), HYPERVISORS);
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(25);
        const places = batch.map(({ undos }) => undos.map(({ step }) => order.get(step)));
        for (const of of places) expect(of).toEqual(of.toSorted((a = 0, b = 0) => a - b));
        expect(places.flat().length).toBeLessThanOrEqual(250);
      }
      const taken = new Set([...inTurn, ...batches.flat().flatMap(({ undos }) => undos)]);
      expect(taken.size).toBeGreaterThan(0);
      // what comes next in the list waits for all of it: a border
      const [first] = open.filter((undo) => !taken.has(undo));
      if (batches.length === 0 && first !== undefined) expect(open.indexOf(first)).toBe(taken.size);
      open = open.filter((undo) => !taken.has(undo));
    }
  });
});

describe('the way back of many hosts', () => {
  let harness: WorkflowHarness;
  beforeAll(async () => {
    harness = await WorkflowHarness.start({ suggestRenewalAfter: 200 });
  });
  afterAll(() => harness.stop());
  beforeEach(() => harness.reset());

  it('undoes hosts side by side, agents one after the other, a batch behind its hosts', async () => {
    // the run, one child that is renewed at least once, two batches of hosts
    const { events } = await undoFleet(harness, { hosts: 30, hostsPerBatch: 20, runs: 5 });
    expect(events).toBeLessThan(2_000);
  });

  it('leaves a host that fails as it is, and undoes the others', async () => {
    recordUndos(
      harness,
      stepsOfFleet(60, 2).filter((step) => !step.startsWith('agents/')),
    );
    const [bad = '', good = ''] = FLEET.hypervisors;
    harness.undoBehaviours[`hosts/${bad}/step2`] = async () =>
      Promise.reject(harness.failure('HostAuthentication', 'The key was refused.'));
    const back = await harness.begin('rollBackCluster', { cluster: 'fleet' });
    await expect(back.result()).rejects.toMatchObject({
      cause: { type: 'UndoFailed', message: expect.stringMatching(/step2 .*refused.*\n- 1 older step/) as string },
    });
    const open = harness.ledger.undos.map(({ step }) => step);
    expect(open).toEqual([`hosts/${bad}/step2`, `hosts/${bad}/step1`]);
    expect(harness.journal).toContain(`undo hosts/${good}/step1`);
  });
});
