import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'mysql2';
import { projectRoot } from '../../config/project-root';
import { DEFAULT_OPTIONS, type LibertyOptions } from './cluster/options';
import { generateLiberty } from './generate';
import type { LibertyDatabase, Row, TableRows } from './rows';

/** What a connection of mysql2/promise can do, and all that is needed of it here. */
export interface SqlConnection {
  query(sql: string): Promise<unknown>;
}

export interface FillOptions extends Partial<LibertyOptions> {
  /** Databases are called `<prefix>nova`, `<prefix>glance`, `<prefix>cinder`, `<prefix>neutron`. Default `liberty_`. */
  readonly prefix?: string;
}

export const LIBERTY_DATABASES: readonly LibertyDatabase[] = ['nova', 'glance', 'cinder', 'neutron'];
const ROWS_PER_INSERT = 500;

/** Creates the four databases again (dropping what was there) in Liberty's structure, without rows. Leaves the last one selected. */
export async function createLibertySchemas(connection: SqlConnection, prefix = 'liberty_'): Promise<void> {
  for (const database of LIBERTY_DATABASES) {
    const name = `\`${prefix}${database}\``;
    await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8 COLLATE utf8_general_ci`);
    await connection.query(`USE ${name}`);
    for (const statement of await schemaStatements(database)) await connection.query(statement);
  }
}

/** The statements of a Liberty database's schema, as committed beside this file. */
export async function schemaStatements(database: LibertyDatabase): Promise<readonly string[]> {
  const file = join(projectRoot(), 'lab', 'generator', 'schemas', 'liberty', `${database}.sql`);
  const text = (await readFile(file, 'utf8')).replaceAll(/^--.*$/gm, '');
  return text
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Rows into databases that `createLibertySchemas` made and that hold no rows yet. */
export async function insertLibertyRows(connection: SqlConnection, options: FillOptions = {}): Promise<void> {
  const { prefix = 'liberty_', ...chosen } = options;
  const cluster = generateLiberty({ ...DEFAULT_OPTIONS, ...chosen });
  for (const database of LIBERTY_DATABASES) {
    await connection.query(`USE \`${prefix}${database}\``);
    await connection.query('START TRANSACTION');
    for (const table of cluster[database]) await insertTable(connection, table);
    await connection.query('COMMIT');
  }
}

/** Databases, tables and rows of a whole Liberty cluster, under any prefix: tests fill copies of their own. */
export async function fillLiberty(connection: SqlConnection, options: FillOptions = {}): Promise<void> {
  await createLibertySchemas(connection, options.prefix);
  await insertLibertyRows(connection, options);
}

/** More rows into the database that the connection has selected. */
export async function insertTables(connection: SqlConnection, tables: readonly TableRows[]): Promise<void> {
  for (const table of tables) await insertTable(connection, table);
}

async function insertTable(connection: SqlConnection, { table, rows }: TableRows): Promise<void> {
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.push(row) === ROWS_PER_INSERT) {
      await insertRows(connection, table, batch);
      batch = [];
    }
  }
  if (batch.length > 0) await insertRows(connection, table, batch);
}

async function insertRows(connection: SqlConnection, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] as Row);
  const values = rows.map((row) => {
    if (Object.keys(row).length !== columns.length || columns.some((column) => row[column] === undefined))
      throw new Error(`Rows of ${table} differ in their columns`);
    return columns.map((column) => row[column]);
  });
  await connection.query(format('INSERT INTO ?? (??) VALUES ?', [table, columns, values]));
}
