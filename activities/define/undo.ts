import type { z } from 'zod';
import type { JsonObject } from '../../model/json';
import { LEDGER_SCHEMA, type Ledger, type UndoEntry } from '../../model/ledger';
import type { RunRef, StepInput } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';

/** Where an undo belongs, and the run that carries it out. */
export interface UndoneStep extends StepInput {
  readonly cluster: string;
}

/** One kind of undo, whatever it keeps. */
export interface AnyUndo {
  /** Its name in the ledger. Ledgers of earlier versions have it, too. */
  readonly kind: string;
  /** Carries it out; answers a sentence for the operator. Run twice, it does no more than once. */
  carryOut(deps: Dependencies, entry: UndoEntry, run: RunRef): Promise<string>;
}

/** What the ledger keeps of one kind of undo. `Detail` is all that it needs of the state before the step. */
export interface UndoRecord<Detail> {
  readonly kind: string;
  /** Records it before the step acts; answers the detail that stands, which is that of the first attempt. */
  record(ledger: Ledger, input: StepInput, detail: Detail): Promise<Detail>;
  /** Replaces the detail of the step's open undo. */
  amend(ledger: Ledger, input: StepInput, detail: Detail): Promise<void>;
  /** The detail of the step's open undo; undefined when it has none. */
  readOpen(ledger: Ledger, input: StepInput): Promise<Detail | undefined>;
  /** The details of those of these entries that are of this kind. */
  detailsOf(entries: readonly UndoEntry[]): readonly Detail[];
  /** The whole undo: what is recorded so, and what is done with it. */
  undoneBy(undo: CarryOut<Detail>): UndoDefinition<Detail>;
}

export interface UndoDefinition<Detail> extends UndoRecord<Detail>, AnyUndo {}

type CarryOut<Detail> = (deps: Dependencies, detail: Detail, at: UndoneStep) => Promise<string>;

interface Shape<Detail> {
  readonly kind: string;
  /** It must take what earlier versions have written: a key that came later is optional. */
  readonly detail: z.ZodType<Detail>;
}

/**
 * Defines a kind of undo: its name in the ledger, the shape of its detail, and what it does. A detail that does not fit its shape fails
 * with `UndoFailed`.
 */
export function defineUndo<Detail extends JsonObject>({
  undo,
  ...shape
}: Shape<Detail> & { readonly undo: CarryOut<Detail> }): UndoDefinition<Detail> {
  return defineUndoRecord(shape).undoneBy(undo);
}

/** The same without what it does: for an undo that uses who reads its records. */
export function defineUndoRecord<Detail extends JsonObject>({
  kind,
  detail: shape,
}: Shape<Detail>): UndoRecord<Detail> {
  const check = (step: string, detail: JsonObject): Detail => {
    const { success, data, error } = shape.safeParse(detail);
    if (success) return data;
    const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'detail'}: ${message}`).join('; ');
    throw failure(
      'UndoFailed',
      `${step}: what the ledger keeps for its undo "${kind}" is not what this version reads (${problems}). Undo the step with the version that recorded it, or correct its row in ${LEDGER_SCHEMA}.undos.`,
    );
  };
  const records: UndoRecord<Detail> = {
    kind,
    record: async (ledger, input, detail) => check(input.step, await ledger.recordUndo(input, kind, detail)),
    amend: (ledger, input, detail) => ledger.amendUndo(input, detail),
    readOpen: async (ledger, { run, step }) => {
      const entry = await ledger.readUndo(run.cluster, step);
      return entry === undefined ? undefined : check(step, entry.detail);
    },
    detailsOf: (entries) =>
      entries.filter((entry) => entry.kind === kind).map(({ step, detail }) => check(step, detail)),
    undoneBy: (undo) => ({
      ...records,
      carryOut: (deps, { cluster, step, phase, detail }, run) =>
        undo(deps, check(step, detail), { run, cluster, step, phase }),
    }),
  };
  return records;
}
