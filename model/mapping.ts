import type { ClusterDefinition } from './cluster';

/** Databases of a cluster's old and new side, by the names that a definition gives them. */
export type SourceDatabase = 'nova' | 'glance' | 'cinder';
export type TargetDatabase = 'novaApi' | 'nova' | 'glance' | 'cinder';

/**
 * Where a target column's value comes from. SQL is an expression on the source's row, called `s`; in it `{source.nova}` and
 * the like stand for schemas, `{setting.cell}` for settings, `{projects of s.project_id}` for a value that is replaced as
 * the definition says and stays where it has no partner. Columns that both sides have under one name are never listed.
 */
export type ColumnValue =
  /** The source's column of another name. */
  | { readonly from: string }
  | { readonly constant: string | number | null }
  | { readonly sql: string }
  /** A UUID made of the cluster, the target table and this source column: the same at every try. */
  | { readonly uuidOf: string }
  /** What the definition says. */
  | { readonly setting: SettingName }
  /** A source column's value, replaced as the definition says. One without a replacement is refused. */
  | { readonly replaced: string; readonly by: ReplacementName }
  /**
   * What the target's database says (`lookups` of the pair); `by` is an expression for the key, '' where there is one value
   * only. Where it says nothing, what the definition says; without `otherwise` that is refused.
   */
  | { readonly lookedUp: string; readonly by: ColumnValue | null; readonly otherwise?: SettingName };

export type SettingName =
  | 'cluster'
  | 'cell'
  | 'availabilityZone'
  | 'fallbackZone'
  | 'poolFrom'
  | 'poolTo'
  | 'windowsNic'
  | 'imageStore'
  | 'volumeType';
export type ReplacementName = 'volumeHosts' | 'projects' | 'users' | 'aggregates' | 'unsharedTargets';

/** Columns that only code can make, row by row: JSON that older servers cannot write. */
export interface BuiltColumns {
  /** What `build` is given: expressions on the source's row. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly build: (inputs: Readonly<Record<string, string | null>>) => Readonly<Record<string, string | null>>;
}

/** Rows that a mapping's source table has not, made of another one's. Their keys are above the highest of the own table. */
export interface AddedRows {
  readonly from: { readonly database: SourceDatabase; readonly table: string };
  /** The integer column that tells its rows apart. */
  readonly number: string;
  /** SQL on `s`, a row of that table. */
  readonly where: string;
  /** Those that are not here are NULL, but for the key. */
  readonly columns: Readonly<Record<string, ColumnValue>>;
}

/** One source table that feeds one target table. */
export interface TableMapping {
  /** Unique in the pair, a part of step ids: `<target database>.<table>`. */
  readonly name: string;
  readonly from: { readonly database: SourceDatabase; readonly table: string };
  readonly to: { readonly database: TargetDatabase; readonly table: string };
  /** The rows that are copied, in SQL on `s`. */
  readonly where: string;
  /** The column that both sides have as primary key, with the same values. Default `id`. */
  readonly key?: string;
  /** Only what differs. */
  readonly columns?: Readonly<Record<string, ColumnValue>>;
  /** What becomes of columns of these names that both sides have; none where a table has no such column. */
  readonly common?: Readonly<Record<string, ColumnValue>>;
  readonly built?: BuiltColumns;
  /** Not where code builds columns. */
  readonly added?: AddedRows;
  /** Source columns that are meant to be left behind; 'rest' where another mapping of the same table carries them. */
  readonly dropped?: readonly string[] | 'rest';
  /** Mappings whose rows these rows refer to. */
  readonly after?: readonly string[];
  /** It is copied only where the definition asks for it (`alignment.tables`) by this name. */
  readonly optional?: string;
  /** Rows that the target's release itself puts into a fresh database, in SQL on `t`: ours replace them. */
  readonly builtIn?: string;
  /** Rows that cannot be copied, and why: they block an upgrade. */
  readonly refused?: readonly { readonly when: string; readonly because: string }[];
}

/** Operations under way that would be cut in two. */
export interface InFlightCheck {
  readonly database: SourceDatabase;
  readonly table: string;
  /** SQL on the table's columns. */
  readonly when: string;
  /** What one such row is, for the message: "instance with a task". */
  readonly what: string;
  /** An expression that names a row. */
  readonly label: string;
}

/** What a fix-up changes in one mapping; it adds to what is there. */
export interface MappingChange extends Pick<TableMapping, 'columns' | 'built' | 'added' | 'refused'> {
  /** Rows that are copied need this, too; SQL on `s`. */
  readonly where?: string;
}

/** A named correction of rows that a plain copy would leave wrong. The definition can switch it off (`alignment.without`). */
export interface FixUp {
  readonly name: string;
  /** What goes wrong without it. */
  readonly why: string;
  /** The new release does not run without it: it cannot be switched off. */
  readonly vital?: true;
  /** Whether the definition asks for it, and by what; without this it is on. */
  readonly asked?: { readonly by: string; readonly when: (definition: ClusterDefinition) => boolean };
  /** Names that the definition gives and that the source must have, or the fix-up does nothing. */
  readonly names?: {
    readonly given: (definition: ClusterDefinition) => readonly string[];
    /** SQL on the source: column `name`. */
    readonly known: string;
    /** What is wrong with one that is not among them. */
    readonly because: string;
  };
  /** By name of the mapping. */
  readonly changes?: Readonly<Record<string, MappingChange>>;
  /** Columns in common of these names, in every table that has them. */
  readonly everywhere?: Readonly<Record<string, ColumnValue>>;
}

/** Something that operators should know and that keeps nobody from upgrading. */
export interface Notice {
  readonly name: string;
  /** SQL on the source: one row, columns `n` (how many; 0 is nothing to tell) and `example`; `{source.nova}` stands for a schema. */
  readonly sql: string;
  /** SQL on the source: column `label` names each of them; without it the example must do. */
  readonly list?: string;
  /** What there are `n` of, and what it means. */
  readonly message: string;
}

/** Tables of the source that no mapping is for, and why. */
export interface ExcludedTables {
  readonly database: SourceDatabase;
  /** `shadow_*` stands for all that begin so. */
  readonly tables: readonly string[];
  readonly why: string;
}
