import type { Check, Column, TableKeys } from '../../model/tables/columns';
import { identifier } from '../../model/quote';
import type { Places } from '../places';
import type { Projection } from '../projection';

/** One side's table as its server describes it. */
export interface TableFacts {
  readonly columns: readonly Column[];
  readonly keys: TableKeys;
  readonly checks: readonly Check[];
}

/** What findings are looked for in. */
export interface FindingInput {
  readonly projection: Projection;
  readonly places: Places;
  readonly source: TableFacts;
  readonly target: TableFacts;
  /** Source columns that nothing carries across. */
  readonly unplaced: readonly Column[];
  /** The most bytes of a statement to the target's server, where rows are streamed to it; null where they are not. */
  readonly targetPacket: number | null;
  /** All mappings of the cluster: what rows refer to may come by another one. */
  readonly others: readonly Projection[];
}

/** Something that is known without looking at a row. */
export interface KnownFinding {
  readonly column: string | null;
  readonly message: string;
}

/** Rows that would not be copied as they are: those of which `when`, SQL on `s`, is true. */
export interface RowQuestion extends KnownFinding {
  readonly when: string;
}

/** A question that takes its own statement: its columns are `n`, how many, and `example`, a row's key. */
export interface SetQuestion extends KnownFinding {
  readonly sql: string;
}

export type ProjectedColumn = Projection['columns'][number];

/** Where a finding is: source table, mapping, column. */
export function nameColumn({ projection: { mapping } }: FindingInput, column: string): string {
  return `${mapping.from.table} → ${mapping.name}, column ${column}`;
}

/** A column's description; undefined where there is none of that name. */
export function find(columns: readonly Column[], name: string): Column | undefined {
  return columns.find((column) => column.name === name);
}

/** The source's column that is copied as it is, under whatever name. */
export function plainSource({ source }: FindingInput, { value, sql }: ProjectedColumn): Column | undefined {
  return 'from' in value && sql === `s.${identifier(value.from)}` ? find(source.columns, value.from) : undefined;
}

/** Whether the value is the same text or number for every row. */
export function isConstant({ value }: ProjectedColumn): boolean {
  return 'constant' in value || 'setting' in value || ('lookedUp' in value && value.by === null);
}
