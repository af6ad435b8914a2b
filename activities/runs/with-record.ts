import type { Ledger } from '../../model/ledger';
import type { RunRef, StepInput, StepResult } from '../../model/run';
import { takesOver } from '../../model/plan/takes-over';
import type { Once, Steps } from '../define/step';
import type { Dependencies } from '../dependencies';
import { readOpenedAt } from '../services/open-fact';
import { holdLease } from '../toolbox/lease';
import { lastRun } from './undos';

/** An activity that carries out a step, or looks. Its own fields stand beside those of `StepInput`. */
// oxlint-disable-next-line typescript/no-explicit-any -- activities differ in their inputs
type StepActivity = (input: any) => Promise<object>;

/**
 * Wraps steps' activities: one that the ledger calls done is left alone, but for steps that are carried out each time; one that succeeds
 * is recorded as done. Of a run that a newer one has superseded nothing is begun or recorded. Reads are as they are: the ledger hears
 * nothing of them. What takes over the old control plane's state is left alone once tenants reach the new one.
 */
export function withRecord<T extends Record<string, StepActivity>>(
  deps: Pick<Dependencies, 'readDefinition' | 'ledger'>,
  steps: Readonly<Record<keyof NoInfer<T>, Pick<Steps[string], 'once'>>>,
  activities: T,
): T {
  const noted = new Set<string>();

  async function ledgerOf({ cluster }: RunRef): Promise<Ledger> {
    return deps.ledger(await deps.readDefinition(cluster));
  }

  async function noteRun(ledger: Ledger, run: RunRef): Promise<void> {
    if (noted.has(run.id)) return;
    await lastRun.record(ledger, run, { id: run.id });
    noted.add(run.id);
  }

  const wrap =
    (once: Once | null, activity: StepActivity): StepActivity =>
    async (input: StepInput) => {
      const isOfOldSide = takesOver(input);
      if (once === null && !isOfOldSide) return activity(input);
      const ledger = await ledgerOf(input.run);
      const opened = isOfOldSide ? await readOpenedAt(ledger, input.run.cluster) : undefined;
      if (opened !== undefined) return leftAlone(opened);
      if (once === null) return activity(input);
      const done = once === 'never' ? undefined : await ledger.readDone(input.run.cluster, input.step);
      if (done !== undefined && done.unasked === undefined) return { ...done, changed: false };
      await holdLease(ledger, input.run);
      await noteRun(ledger, input.run);
      const result = (await activity(input)) as StepResult;
      await holdLease(ledger, input.run);
      if (isThrough(result)) await ledger.recordDone(input, result);
      return result;
    };
  const wrapped = Object.entries(activities).map(([name, activity]) => {
    const { once } = steps[name as keyof T];
    return [name, wrap(once, activity)];
  });
  return Object.fromEntries(wrapped) as T;
}

/** Whether the step is not asked again. */
function isThrough({ more, hold, soakMs }: StepResult): boolean {
  return more === undefined && hold === undefined && soakMs === undefined;
}

function leftAlone(opened: string): StepResult {
  return { changed: false, summary: `Left alone: tenants have reached the new APIs since ${opened}.` };
}
