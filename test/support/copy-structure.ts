import type { DatabaseServer } from '../../model/cluster';
import { identifier, tableName } from '../../model/quote';
import { scratchServer } from './scratch-server';
import { withSendAtOnce } from './send-at-once';

/** As the statements of StackLeap's own connections are taken. */
const STRICT = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'";

/** Tables of a schema of the scratch server without rows, foreign keys included; not the shadow tables, which nobody fills. */
export async function copyStructure(target: DatabaseServer, from: string, to: string): Promise<void> {
  const structures = await readStructures(from);
  await withSendAtOnce(target, (send) =>
    send([
      STRICT,
      `CREATE DATABASE ${identifier(to)} CHARACTER SET utf8 COLLATE utf8_general_ci`,
      'SET SESSION foreign_key_checks = 0',
      `USE ${identifier(to)}`,
      ...structures,
    ]),
  );
}

async function readStructures(schema: string): Promise<readonly string[]> {
  return withSendAtOnce(scratchServer(), async (send) => {
    const [tables] = await send([
      `SELECT TABLE_NAME AS name FROM information_schema.TABLES
       WHERE TABLE_SCHEMA = '${schema}' AND TABLE_NAME NOT LIKE 'shadow%'`,
    ]);
    const names = (tables as readonly { readonly name: string }[]).map(({ name }) => tableName(schema, name));
    const answers = await send(names.map((name) => `SHOW CREATE TABLE ${name}`));
    return answers.map((rows) => structureOf(rows as readonly Readonly<Record<string, string>>[]));
  });
}

function structureOf([row]: readonly Readonly<Record<string, string>>[]): string {
  const structure = (row?.['Create Table'] ?? '').replace(/ AUTO_INCREMENT=\d+/, '');
  // MariaDB gives the same names to each table's CHECKs, and MySQL 8 takes them only once.
  return structure.replaceAll(/CONSTRAINT `CONSTRAINT_\d+` CHECK/g, 'CHECK');
}
