import type { Ledger } from '../../model/ledger';
import { listFirst } from '../../model/list-first';
import type { RunRef, StepInput, StepResult } from '../../model/run';
import { failure } from '../toolbox/failure';
import { defineFacts } from './fact';

/** What a check came to; `checked` counts the things that were looked at. */
export interface Check {
  readonly name: string;
  readonly checked: number;
  readonly problems: readonly string[];
}

/** By the check's name: what the report's row about it is made from. */
const checkFacts = defineFacts<Check & { readonly passed: boolean }>('checks/');

/** Keeps the outcome of a check for the report, with the first `most` of its problems. It has passed where it has none. */
export async function recordCheck(
  ledger: Ledger,
  run: RunRef,
  { name, checked, problems }: Check,
  most: number,
): Promise<void> {
  const fact = { name, passed: problems.length === 0, checked, problems: problems.slice(0, most) };
  await checkFacts.of(name).record(ledger, run, fact);
}

const IN_FACT = 100;

/** Records a check, and fails with `CheckFailed` where it has problems; the message names the first of them. */
export async function judge(ledger: Ledger, input: StepInput, check: Check): Promise<StepResult> {
  await recordCheck(ledger, input.run, check, IN_FACT);
  const { name, checked, problems } = check;
  if (problems.length === 0) return { changed: false, summary: `${checked} ${name} are unchanged.` };
  throw failure('CheckFailed', `Of ${checked} ${name}: ${listFirst(problems, '; ')}.`);
}
