import type { CommandState } from '../../model/operator/command-state';
import type { PhaseName } from '../../model/phases';
import type { UndoBatch } from '../../model/plan/undo-batch';
import type { RunRef, StoredFile } from '../../model/run';
import type { UndoTally } from './undo-tally';

/** What is rolled back: of these phases, and with `plan` only what this plan's steps have done. */
export interface UndoChoice {
  readonly phases: readonly PhaseName[] | null;
  readonly plan: StoredFile | null;
}

/** The one argument of `undoSteps`. */
export interface UndoStepsInput extends UndoChoice {
  readonly run: RunRef;
  readonly tally: UndoTally;
  readonly commands: CommandState;
}

/** The one argument of `undoHostBatch`. */
export interface UndoBatchInput {
  readonly run: RunRef;
  readonly batch: UndoBatch;
  readonly commands: CommandState;
}
