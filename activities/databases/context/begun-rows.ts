import { exists } from '../../../connectors/mysql/exists';
import type { Statements } from '../../../connectors/mysql/statements';
import { table } from '../../../connectors/mysql/table';
import { tableName } from '../../../model/quote';

/**
 * Rows whose second copy has begun: they lie in the staging table as they are to be, and may lie in the target as they were. A
 * killed worker leaves them here, and they are not taken for another hand's.
 */
const BEGUN = 'stackleap_again';

export interface BegunRow {
  readonly key: string;
  /** Whether the source has it no more: it is to leave the target, and then the staging table. */
  readonly gone: boolean;
}

interface Entry {
  readonly mapping: string;
  readonly number: number;
  readonly row_key: string;
  readonly gone: number;
}

function begunIn(schema: string) {
  return table<Entry>(schema, BEGUN);
}

export async function createBegun(on: Statements, schema: string): Promise<void> {
  await on.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, BEGUN)} (mapping varchar(128) NOT NULL, number int NOT NULL,
    row_key varchar(128) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL, gone int NOT NULL,
    PRIMARY KEY (mapping, number, row_key)) ENGINE=InnoDB`);
}

export async function recordBegun(
  on: Statements,
  schema: string,
  mapping: string,
  number: number,
  rows: readonly BegunRow[],
): Promise<void> {
  const entries = rows.map(({ key, gone }) => ({ mapping, number, row_key: key, gone: gone ? 1 : 0 }));
  await on.run(begunIn(schema).insert(entries).onConflict().merge());
}

/** The ranges that have such rows. */
export async function readBegunRanges(on: Statements, schema: string, mapping: string): Promise<number[]> {
  if (!(await exists(on, schema, BEGUN))) return [];
  const rows = await on.rows<{ number: number }>(begunIn(schema).where({ mapping }).distinct('number'));
  return rows.map(({ number }) => number);
}

/** The first `limit` of a range whose keys come after one. */
export async function readBegun(
  on: Statements,
  schema: string,
  { mapping, number, after, limit }: { mapping: string; number: number; after: string | null; limit: number },
): Promise<BegunRow[]> {
  const all = begunIn(schema).where({ mapping, number }).orderBy('row_key').limit(limit);
  const rows = await on.rows(after === null ? all : all.where('row_key', '>', after));
  return rows.map(({ row_key: key, gone }) => ({ key, gone: gone === 1 }));
}

/** Of one range, or of all. */
export async function forgetBegun(on: Statements, schema: string, mapping: string, number?: number): Promise<void> {
  if (!(await exists(on, schema, BEGUN))) return;
  await on.run(
    begunIn(schema)
      .where({ mapping, ...(number !== undefined && { number }) })
      .delete(),
  );
}
