import { identifier, literal, tableName } from '../model/quote';
import { nextAdded, rowsIn, selectAdded } from './added-rows';
import { inputAlias } from './build-row';
import { stagingSchema, type Places } from './places';
import type { Projection } from './projection';

/** Rows after one key, up to and with another; null in front of the first. */
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

/** The name under which the target's own, empty table waits while the staged one stands in its place. */
export function asideName(table: string): string {
  return `before_${table}`;
}

/** The name of the table that has just left the target's place, until the rows of others in it have gone where it was. */
export function leavingName(table: string): string {
  return `after_${table}`;
}

const FOREIGN_KEY = /^\s*CONSTRAINT `.*` FOREIGN KEY /;
const CHECK_NAME = /CONSTRAINT `(?:[^`]|``)+` CHECK /g;
const SECONDARY_KEY = /^\s*(UNIQUE |FULLTEXT |SPATIAL )?KEY `/;

/**
 * A staging table is the target's, but for foreign keys, since rows are staged in any order, and for secondary keys, which
 * are built in one go when all rows are there. On another server CHECKs have no names: MariaDB gives the same ones to each
 * table, and MySQL 8 takes a name only once in a database.
 */
export function createStagingTable(showCreate: string, schema: string, named: boolean): string {
  const lines = showCreate.split('\n').filter((line) => !FOREIGN_KEY.test(line) && !SECONDARY_KEY.test(line));
  const text = lines.join('\n').replace(/,\n\)/, '\n)');
  return (named ? text : text.replace(CHECK_NAME, 'CHECK '))
    .replace(/^CREATE TABLE /, `CREATE TABLE IF NOT EXISTS ${identifier(schema)}.`)
    .replace(/ AUTO_INCREMENT=\d+/, '');
}

/** The secondary keys of a table as ALTER TABLE … ADD takes them. */
export function secondaryKeys(showCreate: string): string[] {
  const lines = showCreate.split('\n').filter((line) => SECONDARY_KEY.test(line));
  return lines.map((line) => line.trim().replace(/,$/, ''));
}

/** SQL that is true of a range's rows; `alias` is the table's. */
export function within(alias: string, key: string, { after, upTo }: Range): string {
  const column = `${alias}.${identifier(key)}`;
  const from = after === null ? '' : `${column} > ${literal(after)} AND `;
  return `${from}${column} <= ${literal(upTo)}`;
}

/** The end of the next range: column `upTo`, null when there is none; `size` source rows, wanted or not. */
export function nextRange(projection: Projection, places: Places, after: string | null, size: number): string {
  const key = identifier(projection.key);
  const from = after === null ? '' : `WHERE s.${key} > ${literal(after)}`;
  const own = `SELECT MAX(k) AS upTo FROM (SELECT s.${key} AS k FROM ${sourceTable(projection, places)} s ${from}
    ORDER BY s.${key} LIMIT ${size}) r`;
  // Added rows follow when the table has no more; the server looks for them only then.
  return projection.added === undefined
    ? own
    : `SELECT COALESCE((${own}), (${nextAdded(projection.added, after, size)})) AS upTo`;
}

/** The mapped rows of a range, or all. */
export function selectRange(projection: Projection, places: Places, range: Range | null): string {
  const columns = projection.columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  const own = `SELECT ${columns.join(', ')} ${ownRows(projection, places, range)}`;
  if (projection.added === undefined) return own;
  const names = projection.columns.map(({ name }) => name);
  const added = selectAdded(projection.added, names, range);
  const has = rowsIn(projection.added, range);
  return [...(has.own ? [own] : []), ...(has.added ? [added] : [])].join(' UNION ALL ');
}

/** What the code that builds columns is given of a range's rows, or of all, in the order of their key. */
export function selectInputs(projection: Projection, places: Places, range: Range | null): string {
  const inputs = projection.inputs.map(({ name, sql }) => `${sql} AS ${identifier(inputAlias(name))}`);
  return `SELECT ${[`s.${identifier(projection.key)}`, ...inputs].join(', ')} ${ownRows(projection, places, range)}
    ORDER BY s.${identifier(projection.key)}`;
}

/** FROM and WHERE of the rows that a range, or all, has of the mapping's own table. */
export function ownRows(projection: Projection, places: Places, range: Range | null): string {
  return `FROM ${sourceTable(projection, places)} s
    WHERE ${range === null ? '' : `${within('s', projection.key, range)} AND `}(${projection.where})`;
}

/** Copies the mapped rows of a range, or all, into the staging table or into another one of its structure. */
export function stageRange(
  projection: Projection,
  places: Places,
  range: Range | null,
  into = stagingTable(projection, places),
): string {
  const names = projection.columns.map(({ name }) => identifier(name)).join(', ');
  return `INSERT INTO ${into} (${names}) ${selectRange(projection, places, range)}`;
}

/** A range of staged rows, the columns that the mapping has. */
export function selectStaged(projection: Projection, places: Places, range: Range): string {
  const names = allColumns(projection)
    .map((name) => `t.${identifier(name)}`)
    .join(', ');
  return `SELECT ${names} FROM ${stagingTable(projection, places)} t WHERE ${within('t', projection.key, range)}`;
}

/** The next `size` of a range's staged rows in the order of their key: `k`, and how many bytes they have (`bytes`). */
export function nextStaged(projection: Projection, places: Places, range: Range, size: number): string {
  const key = identifier(projection.key);
  const lengths = allColumns(projection).map((name) => `COALESCE(LENGTH(t.${identifier(name)}), 0)`);
  return `SELECT t.${key} AS k, ${lengths.join(' + ')} AS bytes FROM ${stagingTable(projection, places)} t
    WHERE ${within('t', projection.key, range)} ORDER BY t.${key} LIMIT ${size}`;
}

export function importRange(projection: Projection, places: Places, range: Range): string {
  const names = allColumns(projection).map(identifier).join(', ');
  return `INSERT INTO ${targetTable(projection, places)} (${names}) ${selectStaged(projection, places, range)}`;
}

export function allColumns({ columns, built }: Projection): string[] {
  return [...columns.map(({ name }) => name), ...built];
}
