import type { Ledger, Undos } from '../../model/ledger';
import type { PhaseName } from '../../model/phases';
import type { RunRef, StepInput, StepResult, StoredFile } from '../../model/run';
import { defineFact } from '../define/fact';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { StoredPlans } from './stored-plan';
import { isBlocked, type UndoneStep } from './undo-order';

/** Undos in one page: enough to keep a roll-back busy, few enough for a history. */
const PAGE = 50;

export interface OpenUndo {
  readonly step: string;
  readonly phase: PhaseName;
  readonly kind: string;
}

interface Selection {
  readonly run: RunRef;
  readonly phases: readonly PhaseName[] | null;
  /** Only steps of this plan; null for all. */
  readonly plan: StoredFile | null;
  /** Steps whose undo has failed in this roll-back: they stay open, and with them what they build on. */
  readonly failed: readonly UndoneStep[];
}

export interface OpenUndos {
  readonly undos: readonly OpenUndo[];
  /** Undos that wait for a failed one. */
  readonly kept: number;
}

/** The way back, from the ledger. */
export function createUndoActivities(deps: Dependencies, undos: Undos) {
  const plans = new StoredPlans(deps.store);

  async function ledgerOf(run: RunRef): Promise<Ledger> {
    return deps.ledger(await deps.readDefinition(run.cluster));
  }

  async function stepsOf(file: StoredFile): Promise<ReadonlySet<string>> {
    const { phases } = await plans.read(file);
    const tracks = phases.flatMap(({ groups }) => groups.flatMap((group) => group.lanes));
    return new Set(tracks.flatMap(({ steps }) => steps.map(({ id }) => id)));
  }

  return {
    /** The next open undos, the newest first; none when there are none left. */
    async readUndos({ run, phases, plan, failed }: Selection): Promise<OpenUndos> {
      const ledger = await ledgerOf(run);
      const own = plan === null ? null : await stepsOf(plan);
      for (let limit = PAGE + failed.length; ; limit *= 4) {
        const entries = await ledger.readUndos(run.cluster, { limit, ...(phases === null ? {} : { phases }) });
        const wanted = entries.filter(({ step }) => own === null || own.has(step));
        const ready = wanted.filter((entry) => !isBlocked(entry, failed));
        if (ready.length < PAGE && entries.length === limit) continue;
        const undos = ready.slice(0, PAGE).map(({ step, phase, kind }) => ({ step, phase, kind }));
        return { undos, kept: wanted.length - ready.length - failed.length };
      }
    },

    /**
     * Undoes one step and closes its undo; does nothing when it is closed already. A step whose undo has begun is not done any
     * more: should the undo break off, a run that goes forward again runs the step again, from whatever state it finds.
     */
    undoStep: async ({ run, step }: StepInput): Promise<StepResult> => {
      const ledger = await ledgerOf(run);
      const entry = await ledger.readUndo(run.cluster, step);
      if (entry === undefined) return { changed: false, summary: 'There was nothing left to undo.' };
      const undo = undos[entry.kind];
      if (undo === undefined)
        throw failure(
          'UndoFailed',
          `This worker knows no undo "${entry.kind}" (step ${step}): is it an older version?`,
        );
      await ledger.forgetDone(run.cluster, step);
      const summary = await undo(entry, run);
      await ledger.closeUndo(run, step);
      return { changed: true, summary };
    },

    /** The cluster's last run and the phases that still have undos, for a roll-back that starts by itself. */
    async readLastRun({ run }: { run: RunRef }): Promise<{ id: string | null; phases: readonly PhaseName[] }> {
      const ledger = await ledgerOf(run);
      const last = await lastRun.read(ledger, run.cluster);
      const open = await ledger.readUndos(run.cluster, { limit: 100_000 });
      return { id: last?.id ?? null, phases: [...new Set(open.map(({ phase }) => phase))] };
    },
  };
}

/** The run whose steps were the last to write. */
export const lastRun = defineFact<{ readonly id: string }>('run');
