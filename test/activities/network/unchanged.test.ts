import { beginUnsettled, noteUnchanged, untilSettled } from '../../../activities/network/target/recorded-proof';
import type { PhaseName } from '../../../model/phases';
import type { StepInput, StepResult } from '../../../model/run';
import { memoryLedger } from '../../support/memory-ledger';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const WORKED: StepResult = { changed: true, summary: 'Worked.' };

function at(phase: PhaseName, what = 'ports'): StepInput {
  return { run: RUN, step: `${phase}/neutron/${what}`, phase };
}

async function ledgerWith(unchanged: boolean) {
  const ledger = memoryLedger();
  await beginUnsettled(ledger, RUN);
  await noteUnchanged(ledger, at('network', 'gone'), unchanged);
  return ledger;
}

const work = async (): Promise<StepResult> => Promise.resolve(WORKED);

test('where the look in the freeze finds nothing changed, steps look no more', async () => {
  const ledger = await ledgerWith(true);
  expect(await untilSettled(ledger, at('network'), work)).toMatchObject({ changed: false });
  expect(await untilSettled(ledger, at('network', 'agents'), work, { evenUnchanged: true })).toBe(WORKED);
});

test('a change is worked at, and a difference that is found later lets all steps look again', async () => {
  expect(await untilSettled(await ledgerWith(false), at('network'), work)).toBe(WORKED);
  const ledger = await ledgerWith(true);
  await noteUnchanged(ledger, at('network', 'compare'), false);
  expect(await untilSettled(ledger, at('network'), work)).toBe(WORKED);
});

test('steps of `prepare` look each time: the old side goes on changing', async () => {
  const ledger = memoryLedger();
  await noteUnchanged(ledger, at('prepare', 'gone'), true);
  expect(await untilSettled(ledger, at('network'), work)).toBe(WORKED);
  expect(await untilSettled(await ledgerWith(true), at('prepare'), work)).toBe(WORKED);
});

test('once both sides were found to be the same, a step that was never done makes what is asked for only now', async () => {
  const ledger = await ledgerWith(true);
  await ledger.recordDone(at('network', 'compare'), WORKED);
  expect(await untilSettled(ledger, at('network', 'routers'), work)).toBe(WORKED);
  await ledger.recordDone(at('network'), WORKED);
  expect((await untilSettled(ledger, at('network'), work)).summary).toContain('Left alone');
});
