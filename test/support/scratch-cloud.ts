import type { Database } from '../../connectors/mysql/database';
import { fillLiberty } from '../../lab/generator/fill';
import { DEFAULT_ALIGNMENT } from '../../model/tables/alignment-choices';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import { chunk } from '../../model/chunk';
import { identifier, tableName } from '../../model/quote';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { copyStructure } from './copy-structure';
import { scratchDefinition } from './scratch-server';
import { withSendAtOnce } from './send-at-once';

export interface ScratchCloud {
  readonly definition: ClusterDefinition;
  readonly schemas: readonly string[];
  drop(): Promise<void>;
}

/** Everything that the releases have. */
export const OPTIONAL_TABLES = Object.values(LIBERTY_TO_STEIN.tables)
  .flat()
  .flatMap(({ optional }) => optional ?? []);
export const CINDER_SERVICE = '5f0f1f6c-0000-4000-8000-000000000001';

export interface ScratchOptions {
  /** Instances of the old cloud. Default 12. */
  readonly instances?: number | undefined;
  /** Where the old databases lie, and the new ones; by default both on the scratch server. */
  readonly source?: ScratchServer | undefined;
  readonly target?: ScratchServer | undefined;
}

export interface ScratchServer {
  readonly database: Database;
  readonly server: DatabaseServer;
}

/**
 * Old and new databases of a test's own on the scratch server: generated Liberty rows, and Stein's tables with what a new cloud has
 * in them.
 */
export async function createScratchCloud(
  on: Database,
  name: string,
  options: ScratchOptions = {},
): Promise<ScratchCloud> {
  const definition = scratchDefinition();
  const scratch = { database: on, server: definition.target.server };
  const { instances = 12, source = scratch, target = scratch } = options;
  const prefix = `test_${name}_${process.pid}_`;
  const own = { novaApi: `${prefix}napi`, nova: `${prefix}ncell`, glance: `${prefix}ngl`, cinder: `${prefix}nci` };
  const old = Object.fromEntries(['nova', 'glance', 'cinder', 'neutron'].map((one) => [one, `${prefix}${one}`]));
  const schemas = [...Object.values(own), ...Object.values(old)];
  const cloud: ScratchCloud = {
    definition: {
      ...definition,
      name: `${name}-${process.pid}`,
      source: {
        ...definition.source,
        server: source.server,
        databases: old as ClusterDefinition['source']['databases'],
      },
      target: {
        ...definition.target,
        server: target.server,
        databases: { ...own, neutron: definition.target.databases.neutron },
      },
      volumes: {
        hosts: { 'old-cinder@ceph#ceph': 'controller@rbd1#rbd1', 'old-cinder': 'controller' },
        availabilityZone: 'nova',
      },
      alignment: { ...DEFAULT_ALIGNMENT, tables: OPTIONAL_TABLES, unsharedTargets: ['controller@rbd1'] },
    },
    schemas,
    drop: async () => {
      for (const schema of [...schemas, ...Object.values(own).map((one) => `stackleap_${one}`)])
        for (const side of new Set([source.database, target.database]))
          await side.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
    },
  };
  await cloud.drop();
  try {
    await createTarget(target, own);
    await fill(source.server, prefix, instances);
  } catch (error) {
    await cloud.drop();
    throw error;
  }
  return cloud;
}

/** Stein's databases as they are in a new cloud, in a test's own schemas. */
async function createTarget(
  { server, database: to }: ScratchServer,
  own: Readonly<Record<'novaApi' | 'nova' | 'glance' | 'cinder', string>>,
): Promise<void> {
  for (const [key, schema] of Object.entries(own))
    await copyStructure(server, scratchDefinition().target.databases[key as keyof typeof own], schema);
  for (const cell of ['cell0', 'cell1'])
    await to.run(
      `INSERT INTO ${identifier(own.novaApi)}.cell_mappings (uuid, name, transport_url, database_connection, disabled)
       VALUES (UUID(), ?, 'none:///', 'none:///', 0)`,
      [cell],
    );
  await to.run(
    `INSERT INTO ${identifier(own.cinder)}.services (deleted, host, \`binary\`, topic, report_count, disabled, uuid)
     VALUES (0, 'controller@rbd1', 'cinder-volume', 'cinder-volume', 0, 0, ?)`,
    [CINDER_SERVICE],
  );
  // What `cinder-manage db sync` puts into a fresh database.
  await to.run(
    `INSERT INTO ${identifier(own.cinder)}.quota_classes (deleted, class_name, resource, hard_limit, created_at)
     VALUES ${BUILT_IN_QUOTAS.map((resource) => `(0, 'default', '${resource}', 10, '2026-11-23 12:00:00')`).join(', ')}`,
  );
}

const BUILT_IN_QUOTAS = ['volumes', 'snapshots', 'gigabytes', 'consistencygroups', 'per_volume_gigabytes', 'groups'];

async function fill(server: DatabaseServer, prefix: string, instances: number): Promise<void> {
  const statements: string[] = [];
  const query = async (sql: string): Promise<void> => Promise.resolve(void statements.push(sql));
  await fillLiberty({ query }, { prefix, instances });
  await withSendAtOnce(server, (send) => send(statements));
}

/** Rows, their checksum and the next number of every table: equal means as it was. */
export async function takeDump(on: Database, schemas: readonly string[]): Promise<Record<string, string>> {
  const marks = schemas.map(() => '?').join(', ');
  const tables = await on.rows(
    `SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, COALESCE(AUTO_INCREMENT, 1) AS next FROM information_schema.TABLES
     WHERE TABLE_SCHEMA IN (${marks}) AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1, 2`,
    schemas,
  );
  const dump: Record<string, string> = {};
  for (const some of chunk(tables, TABLES_AT_ONCE)) {
    const names = some.map(({ s, t }) => tableName(s as string, t as string));
    const sums = await on.rows(`CHECKSUM TABLE ${names.join(', ')}`);
    const counts = await on.rows(
      names.map((name, at) => `SELECT ${at} AS place, COUNT(*) AS n FROM ${name}`).join(' UNION ALL '),
    );
    const rows = new Map(counts.map(({ place, n }) => [Number(place), String(n)]));
    for (const [at, { next }] of some.entries())
      dump[names[at] ?? ''] =
        `${rows.get(at)} rows, checksum ${sums[at]?.['Checksum']?.toString()}, next ${next?.toString()}`;
  }
  return dump;
}

const TABLES_AT_ONCE = 50;
