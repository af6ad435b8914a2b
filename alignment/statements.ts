import { identifier, literal, tableName } from '../model/quote';
import { stagingSchema, type Places } from './places';
import type { Projection } from './projection';

/** Rows after one key, up to and with another; '' in front of the first. */
export interface Range {
  readonly after: string | null;
  readonly upTo: string;
}

export function sourceTable({ mapping }: Projection, places: Places): string {
  return tableName(places.source[mapping.from.database], mapping.from.table);
}

export function targetTable({ mapping }: Projection, places: Places): string {
  return tableName(places.target[mapping.to.database], mapping.to.table);
}

export function stagingTable({ mapping }: Projection, places: Places): string {
  return tableName(stagingSchema(places.target[mapping.to.database]), mapping.to.table);
}

/** A staging table is the target's, but for foreign keys: rows are staged in any order. */
export function createStagingTable(showCreate: string, schema: string): string {
  const lines = showCreate.split('\n').filter((line) => !/^\s*CONSTRAINT `.*` FOREIGN KEY /.test(line));
  const text = lines.join('\n').replace(/,\n\)/, '\n)');
  return text
    .replace(/^CREATE TABLE /, `CREATE TABLE IF NOT EXISTS ${identifier(schema)}.`)
    .replace(/ AUTO_INCREMENT=\d+/, '');
}

function within(alias: string, key: string, { after, upTo }: Range): string {
  const column = `${alias}.${identifier(key)}`;
  const from = after === null ? '' : `${column} > ${literal(after)} AND `;
  return `${from}${column} <= ${literal(upTo)}`;
}

/** The end of the next range: column `upTo`, null when there is none; `size` source rows, wanted or not. */
export function nextRange(projection: Projection, places: Places, after: string | null, size: number): string {
  const key = identifier(projection.key);
  const from = after === null ? '' : `WHERE s.${key} > ${literal(after)}`;
  return `SELECT MAX(k) AS upTo FROM (SELECT s.${key} AS k FROM ${sourceTable(projection, places)} s ${from}
    ORDER BY s.${key} LIMIT ${size}) r`;
}

/** The mapped rows of a range. */
export function selectRange(projection: Projection, places: Places, range: Range, withInputs = false): string {
  const columns = projection.columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  const inputs = withInputs ? projection.inputs.map(({ name, sql }) => `${sql} AS ${identifier(`in:${name}`)}`) : [];
  return `SELECT ${[...columns, ...inputs].join(', ')} FROM ${sourceTable(projection, places)} s
    WHERE ${within('s', projection.key, range)} AND (${projection.where})`;
}

export function stageRange(projection: Projection, places: Places, range: Range): string {
  const names = projection.columns.map(({ name }) => identifier(name)).join(', ');
  return `INSERT INTO ${stagingTable(projection, places)} (${names}) ${selectRange(projection, places, range)}`;
}

/** All staged rows into the target, the columns that the mapping has. */
export function importRows(projection: Projection, places: Places): string {
  const names = allColumns(projection).map(identifier).join(', ');
  return `INSERT INTO ${targetTable(projection, places)} (${names}) SELECT ${names} FROM ${stagingTable(projection, places)}`;
}

export function allColumns({ columns, built }: Projection): string[] {
  return [...columns.map(({ name }) => name), ...built];
}

/** Rows (`n`), those with a digest (`digested`) and the digests together (`digest`) of the mapped rows of a range. */
export function digestOfSource(projection: Projection, places: Places, range: Range): string {
  return digestOf(
    `(${selectRange(projection, places, range)})`,
    projection.columns.map(({ name }) => name),
  );
}

/** The same of rows that are in a table of the target's structure. */
export function digestOfTable(projection: Projection, table: string, columns: readonly string[], range: Range): string {
  const names = columns.map((name) => `t.${identifier(name)}`).join(', ');
  return digestOf(`(SELECT ${names} FROM ${table} t WHERE ${within('t', projection.key, range)})`, columns);
}

function digestOf(rows: string, columns: readonly string[]): string {
  // NULL and '' differ, and no value can run into the next one's.
  const cells = columns.map((name) => `IFNULL(CONCAT('=', CONVERT(p.${identifier(name)} USING utf8mb4)), '-')`);
  const digest = `CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31), ${cells.join(', ')})), 16), 16, 10) AS UNSIGNED)`;
  return `SELECT COUNT(*) AS n, COUNT(d) AS digested, COALESCE(BIT_XOR(d), 0) AS digest
    FROM (SELECT ${digest} AS d FROM ${rows} p) q`;
}
