import type { PhaseName } from '../phases';

/** A step whose undo is open in the ledger. */
export interface OpenUndo {
  readonly step: string;
  readonly phase: PhaseName;
  readonly kind: string;
}

/** Open undos of one host, the newest first. */
export interface HostUndos {
  readonly host: string;
  readonly undos: readonly OpenUndo[];
}

/** Hosts that are undone side by side in one child: their list in the store. */
export interface UndoBatch {
  readonly sha256: string;
  readonly hosts: number;
}
