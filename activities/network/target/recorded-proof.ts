import { z } from 'zod';
import type { Ledger } from '../../../model/ledger';
import type { RunRef, StepInput } from '../../../model/run';
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
  await ledger.closeUndo(run, COMPARED);
}
