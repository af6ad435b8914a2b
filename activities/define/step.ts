import type { StepInput } from '../../model/run';
import type { AnyUndo } from './undo';
import type { Dependencies } from '../dependencies';

/**
 * What becomes of a step that was done before, in this run or an earlier one. `done`: it is left alone. `proven`: a proof that was made
 * is not made again until its phase is rolled back, as what it looks at changes on purpose later. `never`: it is carried out each time.
 */
export type Once = 'done' | 'proven' | 'never';

/** One step of a plan: all that the worker, the ledger and a plan have to know of it. */
export interface Step<Name extends string, Input, Result, Needs = Dependencies> {
  /** The activity's name: the one that plans, workflows and ledgers use. */
  readonly name: Name;
  /** Null for a read, of which the ledger hears nothing. */
  readonly once: Once | null;
  /** Null where there is nothing to undo. */
  readonly undo: AnyUndo | null;
  /** Carries it out. It observes, records its undo, acts on the difference, and verifies: run twice, it does no more than once. */
  readonly run: (deps: Needs, input: Input) => Promise<Result>;
}

/** Steps by name, whatever they take and answer. */
export type Steps = Readonly<Record<string, Step<string, never, object>>>;

/** A step that makes something so (`ensure…`), or asserts it (`verify…`). The ledger records that it was done. */
export function defineStep<
  Name extends `ensure${string}` | `verify${string}`,
  Input extends StepInput,
  Result extends object,
  Needs = Dependencies,
>(step: {
  readonly name: Name;
  readonly once: Once;
  readonly undo?: AnyUndo;
  readonly run: (deps: Needs, input: Input) => Promise<Result>;
}): Step<Name, Input, Result, Needs> {
  return { undo: null, ...step };
}

/** A step that only looks (`read…`): it writes nothing, also not into the ledger, and is carried out each time. */
export function defineRead<
  Name extends `read${string}`,
  Input extends StepInput,
  Result extends object,
  Needs = Dependencies,
>(step: {
  readonly name: Name;
  readonly run: (deps: Needs, input: Input) => Promise<Result>;
}): Step<Name, Input, Result, Needs> {
  return { ...step, once: null, undo: null };
}
