import { condition, isCancellation } from '@temporalio/workflow';
import type { PhaseName } from '../../model/phases';
import type { StoredFile } from '../../model/run';
import { inDatacenter, undoInDatacenter } from '../toolbox/activities';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';

export interface RolledBack {
  readonly undone: number;
  /** What could not be undone, one line each. */
  readonly left: readonly string[];
}

/** More failures than this are one and the same trouble: it stops instead of trying everything. */
const MOST_FAILURES = 20;

/**
 * Carries out the open undos of the ledger, the newest first, one at a time. One that fails keeps what it builds on, but
 * not the rest, except when tenants have written: then the point of no return is passed and everything has to stay.
 * With `plan`, only what this plan's steps have done.
 */
export async function rollBack(
  { run, commandHandler, status }: Pick<Execution, 'run' | 'commandHandler' | 'status'>,
  options: { readonly phases: readonly PhaseName[] | null; readonly plan: StoredFile | null },
): Promise<RolledBack> {
  const failed: { step: string; phase: PhaseName }[] = [];
  const left: string[] = [];
  const touched = new Set<PhaseName>();
  let undone = 0;
  for (;;) {
    const reads = inDatacenter(run.datacenter, 'Read the open undos');
    const page = await reads.readUndos({ ...options, run, failed }).catch((error: unknown) => {
      if (isCancellation(error)) throw error;
      left.push(`what the ledger still lists: it cannot be read: ${describe(error).message}`);
    });
    if (page === undefined) break;
    const { undos, kept } = page;
    if (undos.length === 0) {
      if (kept > 0) left.push(`${kept} older steps that these build on`);
      break;
    }
    for (const { step, phase, kind } of undos) {
      await condition(() => !commandHandler.state.paused);
      touched.add(phase);
      try {
        const activities = undoInDatacenter(run.datacenter, `Undo ${step} (${kind})`);
        await status.during(`undo ${step}`, () => activities.undoStep({ run, step, phase }));
        undone++;
      } catch (error) {
        const { type, message } = describe(error);
        failed.push({ step, phase });
        left.push(`${step} (${kind}): ${message}`);
        status.markUndone('undo-failed', new Set([phase]));
        if (type === 'TenantsWrote' || failed.length >= MOST_FAILURES) return { undone, left };
        // What comes next on this page may build on the failed one.
        break;
      }
    }
  }
  const broken = new Set(failed.map(({ phase }) => phase));
  status.markUndone('rolled-back', new Set([...touched].filter((phase) => !broken.has(phase))));
  return { undone, left };
}
