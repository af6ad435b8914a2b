import type { OpenUndo } from '../ledger';

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
