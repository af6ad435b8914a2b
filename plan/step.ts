import type { OwnInput, StepName, StepNames } from '../activities/steps/list';
import type { JsonObject } from '../model/json';
import type { Step } from '../model/plan/plan';

/** The names of steps, to be written as `STEP.ensurePorts`: an editor goes from there to the step. Nothing of it is loaded. */
export const STEP = new Proxy({}, { get: (_, name) => name }) as StepNames;

/** A line of a plan without its id. */
export type StepLine<Name extends StepName> = [activity: Name, summary: string, input: OwnInput<Name> & JsonObject];

/** One line of a plan. What the step is given is checked against what it takes. */
export function planStep<Name extends StepName>(id: string, ...[activity, summary, input]: StepLine<Name>): Step {
  // in the order of canonical JSON, which is made of it
  return { activity, id, input, summary };
}
