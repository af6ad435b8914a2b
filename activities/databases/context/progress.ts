import type { Statements } from '../../../connectors/mysql/statements';
import { table } from '../../../connectors/mysql/table';
import { identifier, tableName } from '../../../model/quote';

/** Tables of a staging database that say how far the work is; written with the rows in one transaction. */
const RANGES = 'stackleap_ranges';
const IMPORTS = 'stackleap_imports';

export async function createProgressTables(on: Statements, schema: string): Promise<void> {
  await on.run(`CREATE DATABASE IF NOT EXISTS ${identifier(schema)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, RANGES)} (mapping varchar(128) NOT NULL, number int NOT NULL,
    up_to varchar(128) NOT NULL, copied bigint, inputs varchar(64), built varchar(64), PRIMARY KEY (mapping, number)) ENGINE=InnoDB`);
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, IMPORTS)} (mapping varchar(128) NOT NULL, number int NOT NULL,
    copied bigint NOT NULL, PRIMARY KEY (mapping, number)) ENGINE=InnoDB`);
}

/** What a range came to. */
export interface Staged {
  readonly rows: number;
  /** Digests of what code has built from, and of the rows with what it has built; null where code builds nothing. */
  readonly inputs: string | null;
  readonly built: string | null;
}

export interface PlannedRange {
  readonly number: number;
  readonly upTo: string;
  /** Null as long as its rows are not staged. */
  readonly staged: Staged | null;
}

interface RangeRow {
  readonly mapping: string;
  readonly number: number;
  readonly up_to: string;
  readonly copied: string | number | null;
  readonly inputs: string | null;
  readonly built: string | null;
}

interface ImportRow {
  readonly mapping: string;
  readonly number: number;
  readonly copied: string | number;
}

function rangesIn(schema: string) {
  return table<RangeRow>(schema, RANGES);
}

function importsIn(schema: string) {
  return table<ImportRow>(schema, IMPORTS);
}

/** The ranges of a mapping, in their order. */
export async function readRanges(on: Statements, schema: string, mapping: string): Promise<PlannedRange[]> {
  const rows = await on.rows(rangesIn(schema).where({ mapping }).orderBy('number'));
  return rows.map(({ number, up_to: upTo, copied, inputs, built }) => ({
    number,
    upTo,
    staged: copied === null ? null : { rows: Number(copied), inputs, built },
  }));
}

export async function stagedRows(on: Statements, schema: string, mapping: string): Promise<number> {
  return sumOfStaged(await readRanges(on, schema, mapping));
}

/** Rows that these ranges have come to. */
export function sumOfStaged(ranges: readonly PlannedRange[]): number {
  return ranges.reduce((sum, { staged }) => sum + (staged?.rows ?? 0), 0);
}

/** Notes ranges to be copied; those that another worker noted first stay as that one wants them. */
export async function planRanges(
  on: Statements,
  schema: string,
  mapping: string,
  ranges: readonly Pick<PlannedRange, 'number' | 'upTo'>[],
): Promise<void> {
  const rows = ranges.map(({ number, upTo }) => ({ mapping, number, up_to: upTo }));
  await on.run(rangesIn(schema).insert(rows).onConflict().ignore());
}

/** Keeps a range for this transaction: another worker's waits until it is over. */
export async function lockRange(on: Statements, schema: string, mapping: string, number: number): Promise<void> {
  await on.rows(rangesIn(schema).where({ mapping, number }).forUpdate());
}

/** Takes a range for this transaction: a second worker waits, and finds it done. Fails where it is noted with another end. */
export async function claimRange(
  on: Statements,
  schema: string,
  mapping: string,
  { number, upTo }: Pick<PlannedRange, 'number' | 'upTo'>,
): Promise<boolean> {
  const [row] = await on.rows(rangesIn(schema).where({ mapping, number }).forUpdate());
  if (row?.up_to !== upTo) throw new Error(`${schema}, ${mapping}: another worker has cut range ${number} otherwise`);
  return row.copied === null;
}

export async function recordRange(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  { rows, inputs, built }: Staged,
): Promise<void> {
  await on.run(rangesIn(schema).where({ mapping, number }).update({ copied: rows, inputs, built }));
}

export async function forgetRanges(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(rangesIn(schema).where({ mapping }).delete());
}

/** The ranges whose rows are in the target by our doing, with the number of rows. */
export async function readImports(on: Statements, schema: string, mapping: string): Promise<Map<number, number>> {
  const rows = await on.rows(importsIn(schema).where({ mapping }));
  return new Map(rows.map(({ number, copied }) => [number, Number(copied)]));
}

/** Fails on a number that is there already: of two workers on one range, one takes its rows back. */
export async function recordImport(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  rows: number,
): Promise<void> {
  await on.run(importsIn(schema).insert({ mapping, number, copied: rows }));
}

export async function forgetImport(on: Statements, schema: string, mapping: string, number: number): Promise<void> {
  await on.run(importsIn(schema).where({ mapping, number }).delete());
}

export async function forgetImports(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(importsIn(schema).where({ mapping }).delete());
}
