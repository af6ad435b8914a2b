import type { Statements } from '../../../connectors/mysql/statements';

/** About how many rows a table has: what the server believes, without counting. */
export async function estimateRows(on: Statements, schema: string, table: string): Promise<number> {
  const sql = 'SELECT TABLE_ROWS AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';
  return Number((await on.rows(sql, [schema, table]))[0]?.['n'] ?? 0);
}
