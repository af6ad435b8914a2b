import type { Ledger } from '../../model/ledger';
import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { failure } from './failure';

const IN_FACT = 100;

/** Keeps the outcome of a check as a fact for the report; problems make it a failure that names the first of them. */
export async function judge(
  ledger: Ledger,
  input: StepInput,
  {
    name,
    checked,
    problems,
  }: { readonly name: string; readonly checked: number; readonly problems: readonly string[] },
): Promise<StepResult> {
  await ledger.recordFact(input.run, `checks/${name}`, {
    name,
    passed: problems.length === 0,
    checked,
    problems: problems.slice(0, IN_FACT),
  });
  if (problems.length === 0) return { changed: false, summary: `${checked} ${name} are unchanged.` };
  throw failure('CheckFailed', `Of ${checked} ${name}: ${listFirst(problems, '; ')}.`);
}
