import type { Ledger, OpenUndo, Undos } from '../../model/ledger';
import type { PhaseName } from '../../model/phases';
import { canonicalJson } from '../../model/plan/canonical-json';
import type { HostUndos, UndoBatch } from '../../model/plan/undo-batch';
import type { Page } from '../../model/plan/plan-page';
import type { RunRef, StepInput, StepResult, StoredFile } from '../../model/run';
import { defineFact } from '../define/fact';
import type { Dependencies } from '../dependencies';
import { count } from '../toolbox/metrics/count';
import { failure } from '../toolbox/failure';
import { holdLease } from '../toolbox/lease';
import { StoredPlans } from './plans/stored-plan';
import { nextUndos, PAGE } from './next-undos';
import { pageOf } from './plans/page';
import { isBlocked, type UndoneStep } from './undo-order';

/** Undos looked at for what comes next: all of a hundred hosts. */
const LOOKED_AT = 1_500;

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
  /** There when these are not all: so many go into children. */
  readonly many?: true;
}

/** What a child undoes next, of one kind or the other; neither when nothing is left. */
export interface OpenUndoBatches extends Pick<OpenUndos, 'undos' | 'kept'> {
  readonly batches: readonly UndoBatch[];
}

/**
 * The undo that closes the new APIs, where they were opened: it comes first. It is refused once tenants have written, and then nothing else
 * is undone; and nobody writes while the rest is.
 */
async function readClosing(
  ledger: Ledger,
  cluster: string,
  phases: readonly PhaseName[] | null,
): Promise<OpenUndo | undefined> {
  if (phases?.includes('open') === false) return undefined;
  const [entry] = await ledger.readUndos(cluster, { limit: 1, phases: ['open'], track: 'apis' });
  return entry === undefined ? undefined : { step: entry.step, phase: entry.phase, kind: entry.kind };
}

/** The way back, from the ledger. */
export function createUndoActivities(deps: Dependencies, undos: Undos) {
  const plans = new StoredPlans(deps.store);
  let last: { readonly sha256: string; readonly steps: ReadonlySet<string> } | undefined;

  async function ledgerOf(run: RunRef): Promise<Ledger> {
    return deps.ledger(await deps.readDefinition(run.cluster));
  }

  async function stepsOf(file: StoredFile): Promise<ReadonlySet<string>> {
    if (last?.sha256 === file.sha256) return last.steps;
    const { phases } = await plans.read(file);
    const steps = new Set<string>();
    for (const { groups } of phases)
      for (const { lanes } of groups) for (const track of lanes) for (const { id } of track.steps) steps.add(id);
    last = { sha256: file.sha256, steps };
    return steps;
  }

  /** At least `count` undos that may be carried out now, or all that there are. */
  async function readReady({ run, phases, plan, failed }: Selection, count: number) {
    const ledger = await ledgerOf(run);
    const own = plan === null ? null : await stepsOf(plan);
    const closing = await readClosing(ledger, run.cluster, phases);
    const isNext = closing !== undefined && (own === null || own.has(closing.step));
    if (isNext && !failed.some(({ step }) => step === closing.step)) return { ready: [closing], kept: 0 };
    for (let limit = count + failed.length; ; limit *= 4) {
      const entries = await ledger.listUndos(run.cluster, { limit, ...(phases === null ? {} : { phases }) });
      const wanted = entries.filter(({ step }) => own === null || own.has(step));
      const ready = wanted.filter((entry) => !isBlocked(entry, failed));
      if (ready.length < count && entries.length === limit) continue;
      return { ready, kept: wanted.length - ready.length - failed.length };
    }
  }

  return {
    /** The next open undos, the newest first; none when there are none left. */
    async readUndos(selection: Selection): Promise<OpenUndos> {
      const { ready, kept } = await readReady(selection, PAGE + 1);
      return { undos: ready.slice(0, PAGE), kept, ...(ready.length > PAGE && { many: true }) };
    },

    /** The same for a roll-back of any size: undos that follow one another, or else batches of hosts, whose undos are in the store. */
    async readUndoBatches(selection: Selection): Promise<OpenUndoBatches> {
      const { ready, kept } = await readReady(selection, LOOKED_AT);
      const { hypervisors } = await deps.readDefinition(selection.run.cluster);
      const { inTurn, batches } = nextUndos(ready, new Set(hypervisors));
      const stored = batches.map(async (hosts): Promise<UndoBatch> => {
        const { sha256 } = await deps.store.put(canonicalJson(hosts));
        return { sha256, hosts: hosts.length };
      });
      return { undos: inTurn, batches: await Promise.all(stored), kept };
    },

    async readUndosOfHosts(input: { run?: RunRef; batch: UndoBatch; from: number }): Promise<Page<HostUndos>> {
      const content = await deps.store.get(input.batch);
      return pageOf(JSON.parse(content.toString('utf8')) as readonly HostUndos[], input.from);
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
      await holdLease(ledger, run);
      await ledger.forgetDone(run.cluster, step);
      const summary = await undo(entry, run).catch((error: unknown) => {
        count('stackleap_undo_failures_total', 1, { cluster: run.cluster, phase: entry.phase });
        throw error;
      });
      await holdLease(ledger, run);
      await ledger.closeUndo(run, step);
      return { changed: true, summary };
    },

    /** The cluster's last run and the phases that still have undos, for a roll-back that starts by itself. */
    async readLastRun({ run }: { run: RunRef }): Promise<{ id: string | null; phases: readonly PhaseName[] }> {
      const ledger = await ledgerOf(run);
      const last = await lastRun.read(ledger, run.cluster);
      return { id: last?.id ?? null, phases: await ledger.readOpenPhases(run.cluster) };
    },
  };
}

/** The run whose steps were the last to write. */
export const lastRun = defineFact<{ readonly id: string }>('run');
