import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveSecret } from '../../config/secrets';
import type { Database } from '../../connectors/mysql/database';
import { Session } from '../../connectors/openstack/session';
import { sh, type ShellResult } from '../../lab/shell';
import type { ClusterDefinition } from '../../model/cluster';
import { scratchRoot } from './scratch-server';
import { SCRATCH } from './scratch-environment';
import { serveWsgi } from './serve-wsgi';

export interface ScratchPlacement {
  readonly url: string;
  readonly session: Session;
  /** The definition with this Placement as the new one's, and a Keystone that takes everybody for the administrator. */
  readonly definition: ClusterDefinition;
  /** Runs `nova-manage` of Stein's code on the definition's databases and this Placement. */
  novaManage(argv: readonly string[]): Promise<ShellResult>;
  /** Consumer, provider, class, amount, project and user of every allocation. */
  allocations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Stein's Placement in the scratch root, with a database of its own on the scratch server. */
export async function startPlacement(
  database: Database,
  given: ClusterDefinition,
  name: string,
): Promise<ScratchPlacement> {
  const schema = `test_${name}_${process.pid}_placement`;
  const root = scratchRoot();
  const folder = `/srv/${schema}`;
  const { user, host, port, password } = given.target.server;
  const server = `mysql+pymysql://${user}:${await resolveSecret(password)}@${host}:${port}`;
  const write = (file: string, groups: Readonly<Record<string, readonly string[]>>): void => {
    const lines = Object.entries(groups).flatMap(([group, options]) => [`[${group}]`, ...options]);
    writeFileSync(join(root, folder, file), `${lines.join('\n')}\n`);
  };
  mkdirSync(join(root, folder));
  await database.run(`CREATE DATABASE ${schema} CHARACTER SET utf8`);
  write('placement.conf', {
    DEFAULT: ['use_stderr = false', `log_file = ${folder}/placement.log`],
    api: ['auth_strategy = noauth2'],
    placement_database: [`connection = ${server}/${schema}?charset=utf8`, 'sync_on_startup = true'],
  });
  const { url, stop } = await serveWsgi(root, ['placement.wsgi:init_application', 'placement'], {
    OS_PLACEMENT_CONFIG_DIR: folder,
  });
  write('nova.conf', {
    DEFAULT: ['use_stderr = false', `log_file = ${folder}/nova.log`],
    api_database: [`connection = ${server}/${given.target.databases.novaApi}?charset=utf8`],
    database: [`connection = ${server}/${given.target.databases.nova}?charset=utf8`],
    placement: ['auth_type = admin_token', `endpoint = ${url}`, 'token = admin'],
  });
  await database.run(
    `INSERT INTO ${given.target.databases.novaApi}.cell_mappings (uuid, name, transport_url, database_connection, disabled)
     VALUES (UUID(), ?, 'none:///', ?, 0)`,
    [given.target.cell, `${server}/${given.target.databases.nova}?charset=utf8`],
  );
  const identity = { ...given.target.identity, url: `${url}/v3`, password: `env:${SCRATCH.password}` as const };
  return {
    url,
    definition: { ...given, target: { ...given.target, identity } },
    session: new Session({ ...identity, password: 'any' }),
    novaManage: (argv) =>
      sh(['chroot', root, '/opt/stein/venv/bin/nova-manage', '--config-file', `${folder}/nova.conf`, ...argv], {
        accept: 'any',
        env: { PYTHONWARNINGS: 'ignore', LANG: 'C.UTF-8' },
      }),
    allocations: async () => {
      const rows = await database.rows(
        `SELECT CONCAT_WS(' ', a.consumer_id, r.name, k.name, a.used, p.external_id, u.external_id) AS line
         FROM ${schema}.allocations a JOIN ${schema}.resource_providers r ON r.id = a.resource_provider_id
         JOIN ${schema}.resource_classes k ON k.id = a.resource_class_id
         JOIN ${schema}.consumers c ON c.uuid = a.consumer_id
         JOIN ${schema}.projects p ON p.id = c.project_id JOIN ${schema}.users u ON u.id = c.user_id ORDER BY line`,
      );
      return rows.map(({ line }) => String(line));
    },
    close: async () => {
      await stop();
      await database.run(`DROP DATABASE IF EXISTS ${schema}`);
      rmSync(join(root, folder), { recursive: true, force: true });
    },
  };
}
