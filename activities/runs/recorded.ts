import type { Ledger } from '../../model/ledger';
import type { RunRef, StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { LAST_RUN } from './undos';

/** An activity that carries out a step, or looks. Its own fields stand beside those of `StepInput`. */
// oxlint-disable-next-line typescript/no-explicit-any -- activities differ in their inputs
type StepActivity = (input: any) => Promise<object>;

/** Steps that the ledger hears of. Reads write nothing, also not there. */
const RECORDED = /^(ensure|verify)/;
/**
 * Steps that are left alone when they were done before. Proofs are made anew each time; so are probes, which belong to one run and
 * not to the state of the cluster, an agent's start, which a proof that fails takes back, and what guests are known of, which changes.
 */
const RECOGNISED = /^ensure(?!(Host)?Probe|AgentStarted|GuestsKnown)/;
/**
 * Proofs that are made once, until their phase is rolled back. What they look at changes on purpose later: agents stop and start, DHCP
 * ports go to new agents, tenants make objects, the extension for ids is taken away.
 */
const PROVEN_ONCE: ReadonlySet<string> = new Set(['verifyIdsTaken', 'verifyNetwork', 'verifyInfoCaches']);

/** Wraps steps' activities: a step that the ledger calls done is left alone; one that succeeds is recorded as done. */
export function recorded<T extends Record<string, StepActivity>>(
  deps: Pick<Dependencies, 'readDefinition' | 'ledger'>,
  activities: T,
): T {
  const noted = new Set<string>();

  async function ledgerOf({ cluster }: RunRef): Promise<Ledger> {
    return deps.ledger(await deps.readDefinition(cluster));
  }

  async function noteRun(ledger: Ledger, run: RunRef): Promise<void> {
    if (noted.has(run.id)) return;
    await ledger.recordFact(run, LAST_RUN, { id: run.id });
    noted.add(run.id);
  }

  const wrap = (name: string, activity: StepActivity): StepActivity => {
    const recognised = RECOGNISED.test(name) || PROVEN_ONCE.has(name);
    return async (input: StepInput) => {
      const ledger = await ledgerOf(input.run);
      const done = recognised ? await ledger.readDone(input.run.cluster, input.step) : undefined;
      if (done !== undefined && done.unasked === undefined) return { ...done, changed: false };
      await noteRun(ledger, input.run);
      const result = (await activity(input)) as StepResult;
      if (result.more === undefined && result.hold === undefined) await ledger.recordDone(input, result);
      return result;
    };
  };
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    RECORDED.test(name) ? wrap(name, activity) : activity,
  ]);
  return Object.fromEntries(wrapped) as T;
}
