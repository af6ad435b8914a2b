import { createConnection } from 'mysql2/promise';
import { resolveSecret } from '../../config/secrets';
import { fillLiberty } from '../../lab/generator/fill';
import { identifier, tableName } from '../../model/quote';
import type { BenchServer } from './server';

export const PREFIX = 'bench_old_';
const NOVA = `${PREFIX}nova`;
/** Rows of the generator's cluster that are multiplied, by the column that names their instance. */
const CHILDREN = [
  'instance_extra',
  'instance_info_caches',
  'instance_metadata',
  'instance_system_metadata',
  'block_device_mapping',
] as const;
/** Rows of one table between two copies of a cluster: more than it has. */
const STRIDE = 1000;
const SYSTEM_METADATA = 10;

/** A UUID made of a number and a UUID; scattered, as real ones are. */
function copyOf(uuid: string): string {
  const at = [21, 17, 13, 9];
  return at.reduce((sql, place) => `INSERT(${sql}, ${place}, 0, '-')`, `MD5(CONCAT(k.seq, ${uuid}))`);
}

/** Liberty's databases with about so many living instances: the generator's small cluster, multiplied inside the server. */
export async function makeSource({ server, database }: BenchServer, instances: number): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password: await resolveSecret(password) });
  try {
    await fillLiberty(connection, { prefix: PREFIX });
  } finally {
    await connection.end();
  }
  await database.session(async (on) => {
    await on.run('SET SESSION foreign_key_checks = 0, unique_checks = 0');
    await on.run(`USE ${NOVA}`);
    const [row] = await on.rows(`SELECT COUNT(*) AS n FROM ${NOVA}.instances WHERE deleted = 0`);
    const copies = Math.ceil(instances / Number(row?.['n'])) - 1;
    await on.run(`INSERT INTO ${NOVA}.instance_system_metadata (created_at, deleted, instance_uuid, \`key\`, value)
      SELECT i.created_at, 0, i.uuid, CONCAT('image_property_', k.seq), REPEAT('v', 20) FROM ${NOVA}.instances i
      JOIN seq_1_to_${SYSTEM_METADATA} k WHERE i.deleted = 0 AND k.seq <= ${SYSTEM_METADATA} -
        (SELECT COUNT(*) FROM ${NOVA}.instance_system_metadata m WHERE m.instance_uuid = i.uuid AND m.deleted = 0)`);
    for (const [table, column] of [['instances', 'uuid'], ...CHILDREN.map((child) => [child, 'instance_uuid'])]) {
      const name = tableName(NOVA, table as string);
      const columns = await on.rows(
        'SELECT COLUMN_NAME AS c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?',
        [NOVA, table as string],
      );
      const names = columns.map(({ c }) => c as string);
      const values = names.map((one) => {
        if (one === 'id') return `t.id + k.seq * ${STRIDE}`;
        return one === column ? copyOf(`t.${identifier(one)}`) : `t.${identifier(one)}`;
      });
      await on.run(`INSERT INTO ${name} (${names.map(identifier).join(', ')}) SELECT ${values.join(', ')}
        FROM seq_1_to_${copies} k STRAIGHT_JOIN (SELECT * FROM ${name} WHERE deleted = 0) t`);
    }
    await on.run(`INSERT INTO ${NOVA}.virtual_interfaces (created_at, deleted, address, instance_uuid, uuid)
      SELECT created_at, 0, CONCAT('fa:16:3e:', LEFT(uuid, 8), id), uuid, uuid FROM ${NOVA}.instances WHERE deleted = 0`);
    for (const table of ['instances', 'virtual_interfaces', ...CHILDREN])
      await on.rows(`ANALYZE TABLE ${tableName(NOVA, table)}`);
  });
}

/** The same before every contender: the source's tables in the buffer pool, and nothing left to be written. */
export async function settle({ database }: BenchServer): Promise<void> {
  for (const table of ['instances', 'virtual_interfaces', ...CHILDREN])
    await database.rows(`CHECKSUM TABLE ${tableName(NOVA, table)}`);
  await database.run('SET GLOBAL innodb_max_dirty_pages_pct = 0');
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const [row] = await database.rows("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'");
    if (Number(row?.['Value']) < 100) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await database.run('SET GLOBAL innodb_max_dirty_pages_pct = 90');
}
