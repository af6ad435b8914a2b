import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mappingsOfPhase } from '../../alignment/mappings';
import { project, type Projection } from '../../alignment/projection';
import type { Places } from '../../alignment/places';
import { selectRange } from '../../alignment/statements';
import { readPlaces } from '../../activities/databases/read-places';
import { readColumns } from '../../connectors/mysql/columns';
import type { ClusterDefinition } from '../../model/cluster';
import { resolveSecret } from '../../config/secrets';
import { sh } from '../../lab/shell';
import { identifier, tableName } from '../../model/quote';
import { releasePair } from '../../releases/register';
import type { BenchServer } from './server';

/** The same rows and columns as ours, as one statement a table. */
interface Whole {
  readonly database: string;
  readonly table: string;
  readonly columns: string;
  readonly select: string;
}

async function statements(
  definition: ClusterDefinition,
  { database }: BenchServer,
  wanted: (mapping: string) => boolean,
): Promise<readonly Whole[]> {
  const pair = releasePair(definition.releases.from, definition.releases.to);
  const places: Places = await readPlaces(definition, pair, { source: database, target: database });
  const found: Whole[] = [];
  for (const mapping of mappingsOfPhase(pair, 'compute', definition)) {
    if (!wanted(mapping.name)) continue;
    const [from, to] = [places.source[mapping.from.database], places.target[mapping.to.database]];
    const source = (await readColumns(database, from, mapping.from.table)).get(mapping.from.table) ?? [];
    const target = (await readColumns(database, to, mapping.to.table)).get(mapping.to.table) ?? [];
    const projection: Projection = project(mapping, source, target, places);
    found.push({
      database: to,
      table: mapping.to.table,
      columns: projection.columns.map(({ name }) => identifier(name)).join(', '),
      select: selectRange(projection, places, null),
    });
  }
  return found;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const since = performance.now();
  await work();
  return (performance.now() - since) / 1000;
}

/** One bare INSERT … SELECT after the other, on one connection, straight into the target's empty tables. */
export async function copyBare(...of: Parameters<typeof statements>): Promise<number> {
  const whole = await statements(...of);
  return timed(() =>
    of[1].database.session(async (on) => {
      await on.run('SET SESSION foreign_key_checks = 0');
      for (const { database, table, columns, select } of whole)
        await on.run(`INSERT INTO ${tableName(database, table)} (${columns}) ${select}`);
    }),
  );
}

/** What was put right afterwards by those who did it by hand: one UPDATE each. */
const FIX_UPS = [
  "UPDATE hand_nova.instances SET availability_zone = 'nova' WHERE availability_zone IS NULL",
  "UPDATE hand_nova.instance_metadata SET `key` = 'aggregate_instance_metadata:pool' WHERE `key` = 'pool'",
  'UPDATE hand_nova.block_device_mapping SET uuid = UUID()',
  "UPDATE hand_nova.instance_system_metadata SET value = 'virtio' WHERE `key` = 'image_hw_vif_model'",
  'UPDATE hand_nova_api.instance_mappings SET queued_for_delete = 0',
];

/** Temporary databases by INSERT … SELECT, UPDATEs there, and the dump of them piped into the target. */
export async function copyByHand(...of: Parameters<typeof statements>): Promise<number> {
  const whole = await statements(...of);
  const server = of[1];
  const schemas = [...new Set(whole.map(({ database }) => database))];
  await server.database.session(async (on) => {
    for (const schema of schemas) {
      await on.run(`DROP DATABASE IF EXISTS ${identifier(`hand_${schema}`)}`);
      await on.run(`CREATE DATABASE ${identifier(`hand_${schema}`)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
    }
    for (const { database, table } of whole)
      await on.run(`CREATE TABLE ${tableName(`hand_${database}`, table)} LIKE ${tableName(database, table)}`);
  });
  const seconds = await timed(async () => {
    await server.database.session(async (on) => {
      for (const { database, table, columns, select } of whole)
        await on.run(`INSERT INTO ${tableName(`hand_${database}`, table)} (${columns}) ${select}`);
      for (const sql of FIX_UPS) await on.run(sql);
    });
    for (const schema of schemas)
      await server.shell(
        `mysqldump --no-defaults $CLIENT --no-create-info hand_${schema} | mysql --no-defaults $CLIENT ${schema}`,
      );
  });
  for (const schema of schemas) await server.database.run(`DROP DATABASE ${identifier(`hand_${schema}`)}`);
  return seconds;
}

/** The same source tables by mydumper and myloader with two threads each, as they are: no mapping, no proof. */
export async function copyByMydumper(...of: Parameters<typeof statements>): Promise<number> {
  const [definition, { server, database }, wanted] = of;
  const pair = releasePair(definition.releases.from, definition.releases.to);
  const mappings = mappingsOfPhase(pair, 'compute', definition).filter(({ name }) => wanted(name));
  const tables = new Set(mappings.map(({ from }) => `${definition.source.databases[from.database]}.${from.table}`));
  const folder = await mkdtemp(join(tmpdir(), 'stackleap-bench-'));
  const login = [`--host=${server.host}`, `--port=${server.port}`, `--user=${server.user}`, '--threads=2'];
  const env = { MYSQL_PWD: await resolveSecret(server.password) };
  try {
    return await timed(async () => {
      await sh(
        ['mydumper', ...login, `--tables-list=${[...tables].join(',')}`, '--rows=200000', `--outputdir=${folder}`],
        { env },
      );
      await sh(['myloader', ...login, `--directory=${folder}`, '--database=loaded'], { env });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await database.run('DROP DATABASE IF EXISTS loaded');
  }
}
