import type { Database } from '../../../connectors/mysql/database';

/**
 * Whether a transaction may be `readCommitted`: under statement-based replication a server refuses writes that are not
 * repeatable. Asked each time: it is a setting that may change.
 */
export async function binlogAllows(on: Database): Promise<boolean> {
  const [row] = await on.rows("SELECT @@log_bin = 0 OR @@binlog_format <> 'STATEMENT' AS allowed");
  return Number(row?.['allowed']) === 1;
}
