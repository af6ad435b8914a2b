import type { Ledger, Undos } from '../../model/ledger';
import type { PlannedPhase } from '../../model/plan/plan';
import type { RunRef, StepResult } from '../../model/run';

// oxlint-disable-next-line typescript/no-explicit-any -- activities differ in their inputs
type Activities = Readonly<Record<string, (input: any) => Promise<unknown>>>;

/** Executes a phase's steps in order, as the workflow does but one after the other. */
export async function runPhase(phase: PlannedPhase, activities: Activities, run: RunRef): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const group of phase.groups)
    for (const track of group.lanes)
      for (const { id, activity, input } of track.steps) {
        const call = activities[activity];
        if (call === undefined) throw new Error(`no activity ${activity}`);
        results.push((await call({ ...input, run, step: id, phase: phase.name })) as StepResult);
      }
  return results;
}

/** Undoes everything that the ledger has open, the newest first. */
export async function undoAll(ledger: Ledger, undos: Undos, run: RunRef): Promise<string[]> {
  const told: string[] = [];
  for (const entry of await ledger.readUndos(run.cluster, { limit: 10_000 })) {
    const undo = undos[entry.kind];
    if (undo === undefined) throw new Error(`no undo ${entry.kind}`);
    told.push(await undo(entry, run));
    await ledger.closeUndo(run, entry.step);
  }
  return told;
}
