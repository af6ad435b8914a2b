import { condition, isCancellation } from '@temporalio/workflow';
import type { PhaseName } from '../../model/phases';
import type { StoredFile } from '../../model/run';
import { inDatacenter, undoInDatacenter } from '../toolbox/activities';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';

export interface RolledBack {
  readonly undone: number;
  /** What could not be undone, or was not any more, one line each. */
  readonly left: readonly string[];
  /** Whether an operator stopped it between two undos. */
  readonly stopped: boolean;
}

interface Selection {
  readonly phases: readonly PhaseName[] | null;
  readonly plan: StoredFile | null;
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
  options: Selection,
): Promise<RolledBack> {
  const failed: { step: string; phase: PhaseName }[] = [];
  const left: string[] = [];
  const touched = new Set<PhaseName>();
  let undone = 0;
  commandHandler.turnBack();
  for (;;) {
    const reads = inDatacenter(run.datacenter, 'Read the open undos');
    const page = await reads.readUndos({ ...options, run, failed }).catch((error: unknown) => {
      if (isCancellation(error)) throw error;
      left.push(`what the ledger still lists: it cannot be read: ${describe(error).message}`);
    });
    if (page === undefined) return { undone, left, stopped: false };
    const { undos, kept } = page;
    if (undos.length === 0) {
      if (kept > 0) left.push(`${kept} older steps that these build on`);
      break;
    }
    for (const { step, phase, kind } of undos) {
      await condition(() => !commandHandler.state.paused || commandHandler.state.stop === 'abort');
      if (commandHandler.state.stop === 'abort')
        return { undone, left: [...left, ...(await listOpen({ run }, options, failed))], stopped: true };
      touched.add(phase);
      try {
        const activities = undoInDatacenter(run.datacenter, `Undo ${step} (${kind})`);
        await status.during(`undo ${step}`, () => activities.undoStep({ run, step, phase }));
        undone++;
      } catch (error) {
        if (isCancellation(error)) throw error;
        const { type, message } = describe(error);
        failed.push({ step, phase });
        left.push(`${step} (${kind}): ${message}`);
        status.markUndone('undo-failed', new Set([phase]));
        if (type === 'TenantsWrote' || failed.length >= MOST_FAILURES) return { undone, left, stopped: false };
        // What comes next on this page may build on the failed one.
        break;
      }
    }
  }
  const broken = new Set(failed.map(({ phase }) => phase));
  status.markUndone('rolled-back', new Set([...touched].filter((phase) => !broken.has(phase))));
  return { undone, left, stopped: false };
}

/** The next undos that are still open, a line each, for whoever stopped before them; what keeps the ledger from being read instead. */
export async function listOpen(
  { run }: Pick<Execution, 'run'>,
  options: Selection,
  failed: readonly { readonly step: string; readonly phase: PhaseName }[] = [],
): Promise<readonly string[]> {
  try {
    const { undos } = await inDatacenter(run.datacenter, 'Read what is left').readUndos({ ...options, run, failed });
    return undos.map(({ step, kind }) => `${step} (${kind})`);
  } catch (error) {
    return [`what the ledger still lists: it cannot be read: ${describe(error).message}`];
  }
}
