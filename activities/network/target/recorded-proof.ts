import { z } from 'zod';
import type { Ledger } from '../../../model/ledger';
import type { RunRef, StepInput, StepResult } from '../../../model/run';
import { defineFact } from '../../define/fact';
import { defineUndo } from '../../define/undo';

/** The last step of the phase that makes or compares objects. */
const COMPARED = 'network/neutron/compare';

/**
 * An undo that undoes nothing. A proof is left alone once made; after a roll-back it is due again: closing the undo forgets that it was
 * done.
 */
export const forgetProof = defineUndo({
  kind: 'forgetProof',
  detail: z.object({}),
  undo: () => Promise.resolve('There is nothing to undo: it is verified again.'),
});

export async function recordProof(ledger: Ledger, input: StepInput): Promise<void> {
  await forgetProof.record(ledger, input, {});
}

/** Whether both sides were found to be the same, and nothing was rolled back or asked for since. */
export async function isCompared(ledger: Ledger, cluster: string): Promise<boolean> {
  return (await ledger.readDone(cluster, COMPARED)) !== undefined;
}

/** Lets both sides be compared again: for objects that the definition asks for only now. */
export async function forgetComparison(ledger: Ledger, run: RunRef): Promise<void> {
  if (await isCompared(ledger, run.cluster)) await settledFact.record(ledger, run, { settled: true });
  await ledger.closeUndo(run, COMPARED);
}

/** Whether both sides were the same once: what a later step or a tenant has changed since must stay. */
const settledFact = defineFact<{ readonly settled: boolean }>('network/settled');

/** The phase begins: nothing was compared yet. */
export async function beginUnsettled(ledger: Ledger, run: RunRef): Promise<void> {
  await settledFact.record(ledger, run, { settled: false });
}

/** Whether a look in the freeze has found the new side as the old one is: then nothing is to be done, and further looks are spared. */
const unchangedFact = defineFact<{ readonly unchanged: boolean }>('network/unchanged');

/** Notes what a look at both sides has found; one of `prepare` says nothing, as the old side goes on changing. */
export async function noteUnchanged(ledger: Ledger, { run, phase }: StepInput, unchanged: boolean): Promise<void> {
  if (phase === 'network') await unchangedFact.record(ledger, run, { unchanged });
}

export async function isUnchanged(ledger: Ledger, { run, phase }: StepInput): Promise<boolean> {
  if (phase !== 'network' || (await unchangedFact.read(ledger, run.cluster))?.unchanged !== true) return false;
  return !(await isSettled(ledger, run.cluster));
}

export const UNCHANGED = {
  changed: false,
  summary: 'Nothing has changed in the old Neutron since `prepare`.',
} as const;

async function isSettled(ledger: Ledger, cluster: string): Promise<boolean> {
  return (await isCompared(ledger, cluster)) || (await settledFact.read(ledger, cluster))?.settled === true;
}

const LEFT_ALONE = {
  changed: false,
  summary: 'Left alone: both Neutrons were found to be the same, and the new one may have changed since.',
} as const;

interface Repetition {
  /** It deletes: once both sides were the same, it is left alone even where it was never done. */
  readonly onlyBefore?: boolean;
  /** It is carried out also where nothing has changed: the look needs it, or the definition may ask for more than before. */
  readonly evenUnchanged?: boolean;
}

/**
 * Carries out a step that makes the new Neutron like the old one, as often as it is asked to, until both were found to be the same. From
 * then on it is left alone: the new side is the one that counts. One that was never done is carried out all the same, as it makes what
 * the definition asks for only now.
 */
export async function untilSettled(
  ledger: Ledger,
  input: StepInput,
  work: () => Promise<StepResult>,
  { onlyBefore = false, evenUnchanged = false }: Repetition = {},
): Promise<StepResult> {
  const { run, step } = input;
  if (!evenUnchanged && (await isUnchanged(ledger, input))) return UNCHANGED;
  const done = await ledger.readDone(run.cluster, step);
  const isNew = done === undefined || done.unasked === true;
  if (isNew && !onlyBefore) return work();
  return (await isSettled(ledger, run.cluster)) ? LEFT_ALONE : work();
}
