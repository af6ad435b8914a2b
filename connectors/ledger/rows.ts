import type { PhaseName } from '../../model/phases';

export interface RunRow {
  readonly id: string;
  readonly cluster: string;
  readonly datacenter: string;
}

export interface StepRow {
  readonly cluster: string;
  readonly step: string;
  readonly phase: PhaseName;
  readonly run: string;
  /** JSON, as all details, results and values are. */
  readonly result: string;
  readonly done: string;
}

export interface UndoRow {
  readonly id: string;
  readonly cluster: string;
  readonly step: string;
  readonly phase: PhaseName;
  readonly run: string;
  readonly kind: string;
  readonly detail: string;
  /** Null once it was undone. */
  readonly open: 1 | null;
  readonly closed: string | null;
  readonly closed_by: string | null;
}

export interface EventRow {
  readonly cluster: string;
  readonly run: string;
  readonly kind: string;
  readonly detail: string;
}

export interface FactRow {
  readonly cluster: string;
  readonly name: string;
  readonly value: string;
  readonly run: string;
  readonly recorded: string;
}

export interface FileRow {
  readonly sha256: string;
  readonly part: number;
  readonly parts: number;
  /** The key that encrypted it; null where there was none. */
  readonly seal: string | null;
  readonly data: Buffer;
}

/** The rows of the tables that `schema` makes, as far as they are read and written. */
export interface LedgerTables {
  readonly runs: RunRow;
  readonly steps: StepRow;
  readonly undos: UndoRow;
  readonly events: EventRow;
  readonly facts: FactRow;
  readonly files: FileRow;
}
