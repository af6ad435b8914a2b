import type { Database } from '../../connectors/mysql/database';
import { readStructure } from '../../connectors/mysql/read-structure';
import { identifier, tableName } from '../../model/quote';

/** Where Stein's empty databases lie in the controller's layer, and a contender's copies of them. */
const STEIN = { novaApi: 'nova_api', nova: 'nova', glance: 'glance', cinder: 'cinder' } as const;
export type TargetSchemas = Readonly<Record<keyof typeof STEIN, string>>;
export const TARGET: TargetSchemas = {
  novaApi: 'bench_new_nova_api',
  nova: 'bench_new_nova',
  glance: 'bench_new_glance',
  cinder: 'bench_new_cinder',
};

export async function dropSchemas(on: Database): Promise<void> {
  const rows = await on.rows(
    String.raw`SELECT SCHEMA_NAME AS s FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'bench\_new\_%'
     OR SCHEMA_NAME LIKE 'stackleap%'`,
  );
  for (const { s } of rows) await on.run(`DROP DATABASE ${identifier(s as string)}`);
}

/** Fresh, empty databases of Stein's structure: the contender before had its own. */
export async function freshTarget(on: Database): Promise<TargetSchemas> {
  await dropSchemas(on);
  for (const [key, from] of Object.entries(STEIN)) await copyStructure(on, from, TARGET[key as keyof typeof STEIN]);
  await on.run(
    `INSERT INTO ${TARGET.novaApi}.cell_mappings (uuid, name, transport_url, database_connection, disabled)
     VALUES (UUID(), 'cell1', 'none:///', 'none:///', 0)`,
  );
  return TARGET;
}

async function copyStructure(on: Database, from: string, to: string): Promise<void> {
  await on.run(`CREATE DATABASE ${identifier(to)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
  const tables = await on.rows(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME NOT LIKE 'shadow%'",
    [from],
  );
  await on.session(async (one) => {
    await one.run('SET SESSION foreign_key_checks = 0');
    await one.run(`USE ${identifier(to)}`);
    for (const { name } of tables) {
      await one.run(await readStructure(one, tableName(from, name as string)));
    }
  });
}
