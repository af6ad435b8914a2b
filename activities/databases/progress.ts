import type { Statements } from '../../connectors/mysql/database';
import { identifier, tableName } from '../../model/quote';

/** Tables of a staging database that say how far the work is; written with the rows in one transaction. */
const RANGES = 'stackleap_ranges';
const IMPORTS = 'stackleap_imports';

export async function createProgressTables(on: Statements, schema: string): Promise<void> {
  await on.run(`CREATE DATABASE IF NOT EXISTS ${identifier(schema)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, RANGES)} (number int NOT NULL, mapping varchar(128) NOT NULL,
    up_to varchar(128) NOT NULL, copied bigint NOT NULL, PRIMARY KEY (mapping, number)) ENGINE=InnoDB`);
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, IMPORTS)} (mapping varchar(128) NOT NULL,
    copied bigint NOT NULL, PRIMARY KEY (mapping)) ENGINE=InnoDB`);
}

export interface StagedRange {
  readonly upTo: string;
  readonly rows: number;
}

/** The ranges that are staged, in their order. */
export async function readRanges(on: Statements, schema: string, mapping: string): Promise<StagedRange[]> {
  const sql = `SELECT up_to, copied FROM ${tableName(schema, RANGES)} WHERE mapping = ? ORDER BY number`;
  const rows = await on.rows(sql, [mapping]);
  return rows.map((row) => ({ upTo: row['up_to']?.toString() ?? '', rows: Number(row['copied']) }));
}

/** Fails on a number that is there already: of two workers on one range, one takes its rows back. */
export async function recordRange(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  { upTo, rows }: StagedRange,
): Promise<void> {
  const sql = `INSERT INTO ${tableName(schema, RANGES)} (mapping, number, up_to, copied) VALUES (?, ?, ?, ?)`;
  await on.run(sql, [mapping, number, upTo, rows]);
}

export async function forgetRanges(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(`DELETE FROM ${tableName(schema, RANGES)} WHERE mapping = ?`, [mapping]);
}

/** How many rows of the mapping are in the target by our doing; undefined when none were put there. */
export async function readImport(on: Statements, schema: string, mapping: string): Promise<number | undefined> {
  const [row] = await on.rows(`SELECT copied FROM ${tableName(schema, IMPORTS)} WHERE mapping = ?`, [mapping]);
  return row === undefined ? undefined : Number(row['copied']);
}

export async function recordImport(on: Statements, schema: string, mapping: string, rows: number): Promise<void> {
  await on.run(`INSERT INTO ${tableName(schema, IMPORTS)} (mapping, copied) VALUES (?, ?)`, [mapping, rows]);
}

export async function forgetImport(on: Statements, schema: string, mapping: string): Promise<void> {
  await on.run(`DELETE FROM ${tableName(schema, IMPORTS)} WHERE mapping = ?`, [mapping]);
}

/** Whether there is such a schema, or such a table in it. */
export async function exists(on: Statements, schema: string, table?: string): Promise<boolean> {
  const [row] =
    table === undefined
      ? await on.rows('SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?', [schema])
      : await on.rows('SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?', [
          schema,
          table,
        ]);
  return row !== undefined;
}
