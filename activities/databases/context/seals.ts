import { sealOfTable } from '../../../alignment/digests';
import type { Range } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import type { Statements } from '../../../connectors/mysql/statements';
import { table as rowsOf } from '../../../connectors/mysql/table';
import { tableName } from '../../../model/quote';
import type { AlignedTable } from './aligned-table';

/**
 * Seals on ranges of a staged table that is to take the target's place: whether anybody has written into its rows since can be
 * asked of nothing else then. They come with the rows, in one transaction.
 */
const SEALS = 'stackleap_seals';

interface SealRow {
  readonly mapping: string;
  readonly number: number;
  readonly seal: string;
}

function sealsIn(schema: string) {
  return rowsOf<SealRow>(schema, SEALS);
}

/** Staging databases of earlier versions have no such table. */
export async function createSeals(on: Statements, schema: string): Promise<void> {
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, SEALS)} (mapping varchar(128) NOT NULL, number int NOT NULL,
    seal varchar(64) NOT NULL, PRIMARY KEY (mapping, number)) ENGINE=InnoDB`);
}

/** What the rows of a range are like now, in `table`. */
export async function computeSeal(
  on: Statements,
  { projection }: AlignedTable,
  table: string,
  range: Range,
): Promise<string> {
  const [row] = await on.rows(sealOfTable(projection, table, range));
  return `${String(row?.['n'])}/${String(row?.['seal'])}`;
}

export async function recordSeal(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  seal: string,
): Promise<void> {
  await on.run(sealsIn(schema).insert({ mapping, number, seal }).onConflict().merge());
}

/** Undefined where the range got none. */
export async function readSeal(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
): Promise<string | undefined> {
  if (!(await exists(on, schema, SEALS))) return undefined;
  return (await on.rows(sealsIn(schema).where({ mapping, number })))[0]?.seal;
}

export async function forgetSeals(on: Statements, schema: string, mapping: string): Promise<void> {
  if (await exists(on, schema, SEALS)) await on.run(sealsIn(schema).where({ mapping }).delete());
}
