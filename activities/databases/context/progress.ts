import type { Statements } from '../../../connectors/mysql/statements';
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

/** The ranges of a mapping, in their order. */
export async function readRanges(on: Statements, schema: string, mapping: string): Promise<PlannedRange[]> {
  const sql = `SELECT number, up_to, copied, inputs, built FROM ${tableName(schema, RANGES)} WHERE mapping = ? ORDER BY number`;
  const rows = await on.rows(sql, [mapping]);
  return rows.map((row) => ({
    number: Number(row['number']),
    upTo: String(row['up_to']),
    staged:
      row['copied'] === null
        ? null
        : {
            rows: Number(row['copied']),
            inputs: row['inputs']?.toString() ?? null,
            built: row['built']?.toString() ?? null,
          },
  }));
}

export async function stagedRows(on: Statements, schema: string, mapping: string): Promise<number> {
  const ranges = await readRanges(on, schema, mapping);
  return ranges.reduce((sum, { staged }) => sum + (staged?.rows ?? 0), 0);
}

/** Notes ranges to be copied; those that another worker noted first stay as that one wants them. */
export async function planRanges(
  on: Statements,
  schema: string,
  mapping: string,
  ranges: readonly Pick<PlannedRange, 'number' | 'upTo'>[],
): Promise<void> {
  const marks = ranges.map(() => '(?, ?, ?)').join(', ');
  const sql = `INSERT IGNORE INTO ${tableName(schema, RANGES)} (mapping, number, up_to) VALUES ${marks}`;
  await on.run(
    sql,
    ranges.flatMap(({ number, upTo }) => [mapping, number, upTo]),
  );
}

/** Takes a range for this transaction: a second worker waits, and finds it done. Fails where it is noted with another end. */
export async function claimRange(
  on: Statements,
  schema: string,
  mapping: string,
  { number, upTo }: Pick<PlannedRange, 'number' | 'upTo'>,
): Promise<boolean> {
  const sql = `SELECT copied, up_to FROM ${tableName(schema, RANGES)} WHERE mapping = ? AND number = ? FOR UPDATE`;
  const [row] = await on.rows(sql, [mapping, number]);
  if (row?.['up_to']?.toString() !== upTo)
    throw new Error(`${schema}, ${mapping}: another worker has cut range ${number} otherwise`);
  return row['copied'] === null;
}

export async function recordRange(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  { rows, inputs, built }: Staged,
): Promise<void> {
  const sql = `UPDATE ${tableName(schema, RANGES)} SET copied = ?, inputs = ?, built = ? WHERE mapping = ? AND number = ?`;
  await on.run(sql, [rows, inputs, built, mapping, number]);
}

export async function forgetRanges(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(`DELETE FROM ${tableName(schema, RANGES)} WHERE mapping = ?`, [mapping]);
}

/** The ranges whose rows are in the target by our doing, with the number of rows. */
export async function readImports(on: Statements, schema: string, mapping: string): Promise<Map<number, number>> {
  const sql = `SELECT number, copied FROM ${tableName(schema, IMPORTS)} WHERE mapping = ?`;
  const rows = await on.rows(sql, [mapping]);
  return new Map(rows.map((row) => [Number(row['number']), Number(row['copied'])]));
}

/** Fails on a number that is there already: of two workers on one range, one takes its rows back. */
export async function recordImport(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  rows: number,
): Promise<void> {
  await on.run(`INSERT INTO ${tableName(schema, IMPORTS)} (mapping, number, copied) VALUES (?, ?, ?)`, [
    mapping,
    number,
    rows,
  ]);
}

export async function forgetImport(on: Statements, schema: string, mapping: string, number: number): Promise<void> {
  await on.run(`DELETE FROM ${tableName(schema, IMPORTS)} WHERE mapping = ? AND number = ?`, [mapping, number]);
}

export async function forgetImports(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(`DELETE FROM ${tableName(schema, IMPORTS)} WHERE mapping = ?`, [mapping]);
}
