import type { Blocker } from '../model/blocker';
import type { LeftBecause } from './conditions';

/** Something that keeps a mapping from carrying its rows across as they are. */
export interface Finding extends Blocker {
  readonly column: string | null;
  /** How many rows, and the key of one; null where it is about no row in particular. */
  readonly rows: number | null;
  readonly example: string | null;
}

/** Rows that stay in the source. */
export interface LeftRows {
  readonly because: LeftBecause;
  readonly rows: number;
  /** The key of one; null for rows that were deleted. */
  readonly example: string | null;
}

/** How a target column gets its value, or what becomes of a source column: said where it is not simply copied. */
export interface ColumnPlan {
  readonly column: string;
  readonly how:
    | 'renamed'
    | 'converted'
    | 'constant'
    | 'setting'
    | 'expression'
    | 'uuid'
    | 'replaced'
    | 'looked up'
    | 'built'
    | 'default'
    | 'dropped'
    | 'no place';
  /** From what: a column's name, a value, SQL, types. */
  readonly from: string;
}

/** What becomes of one source table in one target table: what `plan` prints of it. */
export interface TablePlan {
  /** The mapping's name in the release pair. */
  readonly name: string;
  /** Schema and table. */
  readonly source: string;
  readonly target: string;
  /** In the source, those of them that are copied, and those that are added to them; null when they could not be counted. */
  readonly rows: { readonly source: number; readonly across: number; readonly added: number } | null;
  readonly left: readonly LeftRows[];
  readonly columns: readonly ColumnPlan[];
  /** The statement that copies all rows into the staging table; of what code builds, the statement that reads its inputs. */
  readonly sql: string | null;
  readonly findings: readonly Finding[];
}

/** A phase that copies tables, and what becomes of each. */
export interface PhaseTables {
  readonly phase: string;
  readonly tables: readonly TablePlan[];
}

/** Something that operators should know and that keeps nobody from upgrading. */
export interface FoundNotice {
  readonly name: string;
  readonly message: string;
  /** Null when it could not be asked. */
  readonly rows: number | null;
  readonly example: string | null;
  /** The first of them, where they can be named. */
  readonly listed: readonly string[];
}

export interface SwitchedOff {
  readonly name: string;
  readonly why: string;
  readonly unasserted: readonly string[];
}

/** What an upgrade does to the databases as they are now, and all that stands in its way. */
export interface DatabasePlan {
  readonly phases: readonly PhaseTables[];
  /** The corrections of rows that are switched on. */
  readonly fixUps: readonly { readonly name: string; readonly why: string }[];
  /** Those that the definition switches off, and what therefore nobody asserts after the copy. */
  readonly switchedOff: readonly SwitchedOff[];
  readonly notices: readonly FoundNotice[];
  readonly blockers: readonly Blocker[];
}
