import type { PhaseName } from '../../model/phases';
import type { OpenUndo } from '../../model/ledger';

/** An undo that failed: it stays open. */
export interface FailedUndo extends OpenUndo {
  readonly type: string;
  readonly message: string;
}

/** How far a roll-back has come. */
export interface UndoTally {
  readonly undone: number;
  readonly touched: readonly PhaseName[];
  readonly failed: readonly FailedUndo[];
  /** What else is left, one line each. */
  readonly remarks: readonly string[];
}

export const NOTHING_UNDONE: UndoTally = { undone: 0, touched: [], failed: [], remarks: [] };

/** More failures than this are one and the same trouble: it stops instead of trying everything. */
const MOST_FAILURES = 20;
/** A message travels from history to history. */
const MESSAGE_LIMIT = 500;

/** Whether nothing more is to be tried: tenants have written, so that everything has to stay, or all fails. */
export function isOver({ failed }: UndoTally): boolean {
  return failed.length >= MOST_FAILURES || failed.some(({ type }) => type === 'TenantsWrote');
}

export function withUndone(tally: UndoTally, { phase }: OpenUndo): UndoTally {
  return { ...tally, undone: tally.undone + 1, touched: withPhase(tally.touched, phase) };
}

export function withFailed(
  tally: UndoTally,
  undo: OpenUndo,
  { type, message }: Pick<FailedUndo, 'type' | 'message'>,
): UndoTally {
  const failed = { ...undo, type, message: message.slice(0, MESSAGE_LIMIT) };
  return { ...tally, touched: withPhase(tally.touched, undo.phase), failed: [...tally.failed, failed] };
}

export function withRemark(tally: UndoTally, remark: string): UndoTally {
  return { ...tally, remarks: [...tally.remarks, remark] };
}

/** `kept` counts undos that wait for failed ones. */
export function withKept(tally: UndoTally, kept: number): UndoTally {
  return kept > 0 ? withRemark(tally, `${kept} older steps that these build on`) : tally;
}

/** What two children have done together. */
export function together(one: UndoTally, other: UndoTally): UndoTally {
  return {
    undone: one.undone + other.undone,
    touched: other.touched.reduce(withPhase, one.touched),
    failed: [...one.failed, ...other.failed],
    remarks: [...one.remarks, ...other.remarks],
  };
}

/** What could not be undone, one line each. */
export function leftOf({ failed, remarks }: UndoTally): readonly string[] {
  return [...failed.map(({ step, kind, message }) => `${step} (${kind}): ${message}`), ...remarks];
}

function withPhase(phases: readonly PhaseName[], phase: PhaseName): readonly PhaseName[] {
  return phases.includes(phase) ? phases : [...phases, phase];
}
