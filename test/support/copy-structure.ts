import type { Database } from '../../connectors/mysql/database';
import { readStructure } from '../../connectors/mysql/read-structure';
import { identifier, tableName } from '../../model/quote';

/** A schema's tables without rows, foreign keys included; not the shadow tables, which nobody fills. */
export async function copyStructure(on: Database, target: Database, from: string, to: string): Promise<void> {
  await target.run(`CREATE DATABASE ${identifier(to)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
  const tables = await on.rows(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME NOT LIKE 'shadow%'",
    [from],
  );
  await target.transaction(async (one) => {
    await one.run('SET SESSION foreign_key_checks = 0');
    await one.run(`USE ${identifier(to)}`);
    for (const { name } of tables) {
      const structure = await readStructure(on, tableName(from, name as string));
      // MariaDB gives the same names to each table's CHECKs, and MySQL 8 takes them only once.
      await one.run(structure.replaceAll(/CONSTRAINT `CONSTRAINT_\d+` CHECK/g, 'CHECK'));
    }
    await one.run('SET SESSION foreign_key_checks = 1');
  });
}
