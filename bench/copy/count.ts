import type { Database } from '../../connectors/mysql/database';
import { tableName } from '../../model/quote';
import { COMPARED, tableOf } from './compared';

/** Rows of each compared table, in a text that tells a difference. */
export async function countRows(on: Database, schema: string): Promise<string> {
  const counts: string[] = [];
  for (const table of COMPARED.map(tableOf)) {
    const [row] = await on.rows(`SELECT COUNT(*) AS n FROM ${tableName(schema, table)}`);
    counts.push(`${table} ${row?.['n']?.toString()}`);
  }
  return counts.join(', ');
}
