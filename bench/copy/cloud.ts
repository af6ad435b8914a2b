import { createConnection } from 'mysql2/promise';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { readColumns } from '../../connectors/mysql/columns';
import { resolveSecret } from '../../config/secrets';
import { fillLiberty } from '../../lab/generator/fill';
import { DEFAULT_ALIGNMENT } from '../../model/alignment-choices';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier, tableName } from '../../model/quote';
import type { BenchServer } from './server';

const SOURCE = { nova: 'old_nova', glance: 'old_glance', cinder: 'old_cinder', neutron: 'old_neutron' } as const;
const TARGET = { novaApi: 'nova_api', nova: 'nova', glance: 'glance', cinder: 'cinder', neutron: 'neutron' } as const;

/** The definition of a cloud whose both sides lie on the bench's server. */
export function benchDefinition(lab: ClusterDefinition, { server }: BenchServer): ClusterDefinition {
  return {
    ...lab,
    name: 'bench',
    source: { ...lab.source, server, databases: SOURCE },
    target: { ...lab.target, server, databases: TARGET },
    alignment: DEFAULT_ALIGNMENT,
    copy: { ...lab.copy, threads: 4 },
  };
}

/** The lab's small Liberty cloud, and its instances over and over again: `instances` more, each with all that belongs to one. */
export async function fillSource({ server, database }: BenchServer, instances: number): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password: await resolveSecret(password) });
  try {
    await fillLiberty(connection, { prefix: 'old_' });
  } finally {
    await connection.end();
  }
  await database.session(async (on) => {
    await on.run('SET SESSION foreign_key_checks = 0');
    // The sequences have no database of their own.
    await on.run(`USE ${identifier(SOURCE.nova)}`);
    const copies = tableName(SOURCE.nova, 'copies');
    await on.run(
      `CREATE TABLE ${copies} (seq int PRIMARY KEY, uuid varchar(36), template varchar(36), KEY (template)) ENGINE=InnoDB`,
    );
    await on.run(`INSERT INTO ${copies} SELECT q.seq, ${uuidOf('q.seq')}, t.uuid FROM seq_1_to_${instances} q
      JOIN (SELECT uuid, ROW_NUMBER() OVER (ORDER BY id) AS n, COUNT(*) OVER () AS many FROM ${tableName(SOURCE.nova, 'instances')}
            WHERE deleted = 0) t ON t.n = 1 + q.seq MOD t.many`);
    for (const [table, link] of MULTIPLIED) await multiply(on, table, link);
    await on.run(`DROP TABLE ${copies}`);
  });
}

/** Tables of which each instance has rows, and the column that names it. */
const MULTIPLIED = [
  ['instances', 'uuid'],
  ['instance_extra', 'instance_uuid'],
  ['instance_metadata', 'instance_uuid'],
  ['instance_system_metadata', 'instance_uuid'],
  ['instance_info_caches', 'instance_uuid'],
  ['block_device_mapping', 'instance_uuid'],
  ['virtual_interfaces', 'instance_uuid'],
] as const;

async function multiply(
  on: Parameters<Parameters<Database['session']>[0]>[0],
  table: string,
  link: string,
): Promise<void> {
  const name = tableName(SOURCE.nova, table);
  const columns = (await readColumns(on, SOURCE.nova, table)).get(table) ?? [];
  const names = columns.map((column) => column.name).filter((column) => column !== 'id');
  const values = names.map((column) => {
    if (column === link) return 'c.uuid';
    if (column === 'address' && table === 'virtual_interfaces') return "CONCAT('fa:', c.seq, ':', t.id)";
    return column === 'uuid' ? uuidOf("CONCAT(t.id, '/', c.seq)") : `t.${identifier(column)}`;
  });
  await on.run(`INSERT INTO ${name} (${names.map(identifier).join(', ')})
    SELECT ${values.join(', ')} FROM ${tableName(SOURCE.nova, 'copies')} c JOIN ${name} t ON t.${identifier(link)} = c.template
    WHERE t.deleted = 0 ORDER BY c.seq`);
}

function uuidOf(text: string): string {
  return `INSERT(INSERT(INSERT(INSERT(LEFT(SHA1(${text}), 32), 21, 0, '-'), 17, 0, '-'), 13, 0, '-'), 9, 0, '-')`;
}

/** Stein's databases without rows, as the lab's have been made by Stein's own tools; what was there is dropped. */
export async function freshTarget(lab: ClusterDefinition, { database }: BenchServer): Promise<void> {
  const from = openDatabase(lab.target.server, await resolveSecret(lab.target.server.password));
  try {
    for (const [key, schema] of Object.entries(TARGET)) {
      const origin = lab.target.databases[key as keyof typeof TARGET];
      await database.session(async (on) => {
        await on.run('SET SESSION foreign_key_checks = 0');
        for (const old of [schema, `stackleap_${schema}`]) await on.run(`DROP DATABASE IF EXISTS ${identifier(old)}`);
        await on.run(`CREATE DATABASE ${identifier(schema)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
        await on.run(`USE ${identifier(schema)}`);
        const tables = await from.rows(
          "SELECT TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME NOT LIKE 'shadow%'",
          [origin],
        );
        for (const { t } of tables) {
          const [shown] = await from.rows(`SHOW CREATE TABLE ${tableName(origin, String(t))}`);
          await on.run(String(shown?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, ''));
        }
      });
    }
    for (const cell of ['cell0', 'cell1'])
      await database.run(
        `INSERT INTO ${TARGET.novaApi}.cell_mappings (uuid, name, transport_url, database_connection, disabled)
         VALUES (UUID(), ?, 'none:///', 'none:///', 0)`,
        [cell],
      );
  } finally {
    await from.close();
  }
}
