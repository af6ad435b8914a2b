import { condition } from '@temporalio/workflow';
import type { PhaseName } from '../model/phases';
import type { StoredFile } from '../model/run';
import { inDatacenter, undoInDatacenter } from './activities';
import type { Execution } from './execution';
import { describe } from './failures';

export interface RolledBack {
  readonly undone: number;
  /** What could not be undone, one line each. */
  readonly left: readonly string[];
}

/** More than this many failures are one and the same trouble: it stops instead of trying everything. */
const MOST_FAILURES = 20;

/**
 * Carries out the open undos of the ledger, the newest first, one at a time. One that fails does not stop the others,
 * except when tenants have written: then the point of no return is passed and the rest has to stay.
 * With `plan`, only what this plan's steps have done.
 */
export async function rollBack(
  { run, inbox, board }: Pick<Execution, 'run' | 'inbox' | 'board'>,
  options: { readonly phases: readonly PhaseName[] | null; readonly plan: StoredFile | null },
): Promise<RolledBack> {
  const failed: string[] = [];
  const left: string[] = [];
  const touched = new Set<PhaseName>();
  let undone = 0;
  for (;;) {
    const { undos } = await inDatacenter(run.datacenter, 'Read the open undos').readUndos({ ...options, run, failed });
    if (undos.length === 0) break;
    for (const { step, phase, kind } of undos) {
      await condition(() => !inbox.state.paused);
      touched.add(phase);
      try {
        const activities = undoInDatacenter(run.datacenter, `Undo ${step} (${kind})`);
        await board.during(`undo ${step}`, () => activities.undoStep({ run, step, phase }));
        undone++;
      } catch (error) {
        const { type, message } = describe(error);
        failed.push(step);
        left.push(`${step} (${kind}): ${message}`);
        board.markUndone('undo-failed', new Set([phase]));
        if (type === 'TenantsWrote' || failed.length >= MOST_FAILURES) return { undone, left };
      }
    }
  }
  if (left.length === 0) board.markUndone('rolled-back', touched);
  return { undone, left };
}
