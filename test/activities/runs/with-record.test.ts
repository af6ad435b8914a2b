import { isCompared, recordProof } from '../../../activities/network/target/recorded-proof';
import type { Once } from '../../../activities/define/step';
import { STEPS } from '../../../activities/steps/list';
import { withRecord } from '../../../activities/runs/with-record';
import type { StepInput, StepResult } from '../../../model/run';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';

const STEP = 'agents/compute1/x';
const DONE: StepResult = { changed: true, summary: 'Done.' };

const KNOWN: Readonly<Record<string, { readonly once: Once | null }>> = {
  ...STEPS,
  ensureThing: { once: 'done' },
  verifyThing: { once: 'never' },
};

/** How often an activity was called that answers so, when its step is asked for in two runs. */
async function calls(name: string, answer: StepResult): Promise<number> {
  let count = 0;
  const ledger = memoryLedger();
  const deps = { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger };
  const activities = withRecord(deps, KNOWN, {
    [name]: async ({ step }: StepInput) => {
      if (step === STEP) count++;
      return answer;
    },
  });
  for (const id of ['run-1', 'run-2'])
    await activities[name]?.({
      run: { id, cluster: 'blue', datacenter: 'dc1' },
      step: STEP,
      phase: 'agents',
    });
  return count;
}

test('a step that was done is skipped in later runs, a check runs again', async () => {
  expect(await calls('ensureThing', DONE)).toBe(1);
  expect(await calls('verifyThing', DONE)).toBe(2);
});

test.each(['verifyIdsTaken', 'verifyNetwork', 'verifyInfoCaches'])(
  '%s is made once: what it looks at changes on purpose later',
  async (name) => expect(await calls(name, DONE)).toBe(1),
);

test('what is proven once is proven again after a roll-back', async () => {
  const ledger = memoryLedger();
  const input: StepInput = {
    run: { id: 'run-1', cluster: 'blue', datacenter: 'dc1' },
    step: 'network/neutron/compare',
    phase: 'network',
  };
  let count = 0;
  const activities = withRecord(
    { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger },
    STEPS,
    {
      verifyNetwork: async (of: StepInput) => {
        await recordProof(ledger, of);
        count++;
        return DONE;
      },
    },
  );
  await activities.verifyNetwork(input);
  await activities.verifyNetwork(input);
  expect(count).toBe(1);
  await expect(isCompared(ledger, 'blue')).resolves.toBe(true);
  for (const { step } of [...ledger.undos]) await ledger.closeUndo(input.run, step);
  await expect(isCompared(ledger, 'blue')).resolves.toBe(false);
  await activities.verifyNetwork(input);
  expect(count).toBe(2);
});

test.each(['ensureProbesStarted', 'ensureHostProbed', 'ensureHostProbesEnded', 'ensureAgentStarted'])(
  '%s is asked again: it belongs to one run, or a proof may have taken it back',
  async (name) => expect(await calls(name, DONE)).toBe(2),
);

test.each<[string, StepResult]>([
  ['that the definition wants nothing of', { ...DONE, unasked: true }],
  ['that is held', { ...DONE, hold: ['no'] }],
  ['that is not through', { ...DONE, more: { done: 1, total: 2, text: 'rows' } }],
])('a step %s is asked again', async (_, answer) => expect(await calls('ensureThing', answer)).toBe(2));

describe('once tenants reach the new APIs', () => {
  const run = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };

  async function carriedOut(input: Omit<StepInput, 'run'>, name: 'verifyThing' | 'readThing'): Promise<boolean> {
    const ledger = memoryLedger();
    await ledger.recordFact(run, 'open', { at: '2026-11-30T12:00:00.000Z' });
    let called = false;
    const deps = { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger };
    const call = async (): Promise<StepResult> => {
      called = true;
      return Promise.resolve(DONE);
    };
    const known = { verifyThing: { once: 'never' }, readThing: { once: null } } as const;
    const activities = withRecord(deps, known, { verifyThing: call, readThing: call });
    const result = await (activities[name] as (of: StepInput) => Promise<StepResult>)({ run, ...input });
    expect(result.summary).toBe(
      called ? DONE.summary : 'Left alone: tenants have reached the new APIs since 2026-11-30T12:00:00.000Z.',
    );
    return called;
  }

  test.each([
    ['freeze/apis/stop', 'freeze'],
    ['compute/nova.instances/import', 'compute'],
    ['network/neutron/ports', 'network'],
    ['prepare/neutron/ports', 'prepare'],
    ['controllers/services/restart', 'controllers'],
  ] as const)('%s is left alone: it would undo what they do', async (step, phase) => {
    expect(await carriedOut({ step, phase }, 'verifyThing')).toBe(false);
  });

  test.each([
    ['prepare/compute1/packages', 'prepare'],
    ['open/apis/start', 'open'],
    ['hosts/compute1/fetch', 'hosts'],
    ['verify/ports/check', 'verify'],
  ] as const)('%s is carried out as before', async (step, phase) => {
    expect(await carriedOut({ step, phase }, 'verifyThing')).toBe(true);
  });

  test.each([
    ['network', false],
    ['databases', false],
    ['controllers', false],
    ['compute1', true],
    ['guests', true],
  ] as const)('the look of preflight at %s is made: %p', async (track, made) => {
    expect(await carriedOut({ step: `preflight/${track}/look`, phase: 'preflight' }, 'readThing')).toBe(made);
  });
});
