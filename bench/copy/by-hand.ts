import { identifier, tableName } from '../../model/quote';
import { COMPARED, tableOf } from './compared';
import type { BenchServer } from './server';
import { PREFIX } from './source';
import type { TargetSchemas } from './target';

const STAGING = 'bench_new_staging';
const NOVA = `${PREFIX}nova`;
const LIVING = `EXISTS (SELECT 1 FROM ${NOVA}.instances i WHERE i.uuid = s.instance_uuid AND i.deleted = 0)`;

/** What was put right after the copy, in the old team's way: a statement a fault. */
const FIX_UPS = [
  "UPDATE instance_metadata SET `key` = 'aggregate_instance_metadata:pool' WHERE `key` = 'pool'",
  "UPDATE instances SET availability_zone = 'nova' WHERE availability_zone IS NULL",
  'UPDATE block_device_mapping SET uuid = UUID() WHERE uuid IS NULL',
  `INSERT INTO instance_system_metadata (created_at, deleted, instance_uuid, \`key\`, value)
   SELECT NOW(), 0, instance_uuid, 'image_hw_vif_model', 'virtio' FROM instance_system_metadata s
   WHERE \`key\` = 'image_os_type' AND value = 'windows' AND NOT EXISTS (SELECT 1 FROM instance_system_metadata o
     WHERE o.instance_uuid = s.instance_uuid AND o.\`key\` = 'image_hw_vif_model')`,
];

/** INSERT … SELECT into staging tables, UPDATEs, then a dump piped into the target. */
export async function byHand({ database, server, shell }: BenchServer, target: TargetSchemas): Promise<number> {
  const begin = performance.now();
  await database.run(`CREATE DATABASE ${STAGING} CHARACTER SET utf8`);
  await database.session(async (on) => {
    await on.run(`USE ${STAGING}`);
    for (const table of COMPARED.map(tableOf)) {
      await on.run(`CREATE TABLE ${identifier(table)} LIKE ${tableName(target.nova, table)}`);
      const common = await on.rows(
        `SELECT COLUMN_NAME AS c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_NAME IN
         (SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?)`,
        [target.nova, table, NOVA, table],
      );
      const names = common.map(({ c }) => identifier(c as string)).join(', ');
      const where = table === 'instances' ? '' : ` AND ${LIVING}`;
      await on.run(`INSERT INTO ${identifier(table)} (${names}) SELECT ${names} FROM ${tableName(NOVA, table)} s
        WHERE s.deleted = 0${where}`);
    }
    for (const fixUp of FIX_UPS) await on.run(fixUp);
  });
  const tables = COMPARED.map(tableOf).join(' ');
  const access = `-h127.0.0.1 -P${server.port} -u${server.user}`;
  await shell(
    `mysqldump ${access} --no-create-info --single-transaction ${STAGING} ${tables} | mysql ${access} ${target.nova}`,
  );
  return (performance.now() - begin) / 1000;
}
