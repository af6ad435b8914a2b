import { inNamesOf, knowsCollation } from '../../../activities/databases/sql/known-collation';
import type { Statements } from '../../../connectors/mysql/statements';
import { DatabaseError } from '../../../connectors/mysql/database-error';

/** A server older than the names `utf8mb3_…`. A fake: MySQL 5.6 and MariaDB 10.1 are such ones, the lab's server is not. */
const OLDER: Statements = {
  rows: async (sql: string) => {
    if (/COLLATE `utf8mb[34]_(general|0900)/.test(sql))
      throw new DatabaseError('StatementFailed', 'Unknown collation', 'ER_UNKNOWN_COLLATION');
    return [];
  },
  run: async () => 0,
};
const NEWER: Statements = { rows: async () => [], run: async () => 0 };
const TABLE = 'CREATE TABLE `t` (`a` text COLLATE utf8mb3_bin) DEFAULT CHARSET=utf8mb3';

test('an older server knows a collation by its older name, and gets tables in such names', async () => {
  expect(await knowsCollation(OLDER, 'utf8mb3_general_ci')).toBe(true);
  expect(await inNamesOf(OLDER, TABLE)).toBe('CREATE TABLE `t` (`a` text COLLATE utf8_bin) DEFAULT CHARSET=utf8');
});

test('one that has another name nowhere is unknown', async () => {
  expect(await knowsCollation(OLDER, 'utf8mb4_0900_ai_ci')).toBe(false);
});

test('a newer server gets the names as they are', async () => {
  expect(await inNamesOf(NEWER, TABLE)).toBe(TABLE);
});

test('a server that does not answer is no server that does not know', async () => {
  const away: Statements = {
    ...NEWER,
    rows: () => Promise.reject(new DatabaseError('DatabaseUnreachable', 'gone', 'ECONNREFUSED')),
  };
  await expect(knowsCollation(away, 'utf8_bin')).rejects.toMatchObject({ type: 'DatabaseUnreachable' });
});
