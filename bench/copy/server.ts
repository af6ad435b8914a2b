import { openDatabase, type Database } from '../../connectors/mysql/database';
import { resolveSecret } from '../../config/secrets';
import type { DatabaseServer, ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';
import { waitFor } from '../wait-for';

const UNIT = 'stackleap-bench-mariadb';
const FOLDER = '/var/lib/stackleap-bench';
const PORT = 3308;
/** As in the field: `innodb_autoinc_lock_mode` 2 is what Galera demands. Durability is MariaDB's default. */
const SETTINGS = ['--innodb-autoinc-lock-mode=2', '--innodb-buffer-pool-size=2G', '--innodb-log-file-size=1G'];

/** A MariaDB for the bench alone. */
export interface BenchServer {
  readonly server: DatabaseServer;
  readonly database: Database;
  /** Starts it anew, with cold caches: each contestant gets the same. */
  restart(): Promise<void>;
  /** A shell pipe on its machine; `$CLIENT` stands for the options that reach the server. */
  shell(script: string): Promise<void>;
  close(): Promise<void>;
}

/** On the lab's controller; what an earlier run has left of it goes first. */
export async function startServer(controller: RemoteMachine, lab: ClusterDefinition): Promise<BenchServer> {
  const server = { ...lab.target.server, port: PORT };
  const password = await resolveSecret(server.password);
  const socket = `${FOLDER}/socket`;
  const stop = async (): Promise<void> => {
    await controller.run(['systemctl', 'stop', UNIT], { accept: 'any' });
  };
  const client = ['mysql', '--no-defaults', '-uroot', `--socket=${socket}`];
  const start = async (): Promise<void> => {
    await controller.run([
      ...[
        'systemd-run',
        '--quiet',
        `--unit=${UNIT}`,
        '--collect',
        '--property=User=mysql',
        'mariadbd',
        '--no-defaults',
      ],
      ...[`--datadir=${FOLDER}/data`, `--socket=${socket}`, `--port=${PORT}`, `--bind-address=${server.host}`],
      ...[`--tmpdir=${FOLDER}`, `--pid-file=${FOLDER}/pid`, ...SETTINGS],
    ]);
    await waitFor(() => controller.run([...client, '-e', 'SELECT 1']));
  };
  await stop();
  await controller.run(['rm', '-rf', FOLDER]);
  await controller.run(['install', '-d', '-o', 'mysql', FOLDER]);
  await controller.run(['mysql_install_db', '--user=mysql', `--datadir=${FOLDER}/data`, '--skip-test-db']);
  await start();
  const grant = `CREATE USER '${server.user}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${server.user}'@'%'`;
  await controller.run(client, { input: grant });
  const database = openDatabase(server, password, { connections: 16 });
  return {
    server,
    database,
    restart: async () => {
      await stop();
      await start();
      await waitFor(() => database.rows('SELECT 1'));
    },
    shell: async (script) => {
      const set = `set -eo pipefail; CLIENT='-uroot --socket=${socket}'; cd ${FOLDER}; ${script}`;
      await controller.run(['bash', '-c', set], { quietMs: 3_600_000 });
    },
    close: async () => {
      await database.close();
      await stop();
      await controller.run(['rm', '-rf', FOLDER]);
    },
  };
}
