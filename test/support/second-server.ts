import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { createMachines } from '../../connectors/ssh/machines';
import { CONTROLLER } from '../../lab/inventory';
import type { DatabaseServer } from '../../model/cluster';
import { eventually } from './eventually';
import { LAB_DEFINITION } from './lab-definition';

const UNIT = 'stackleap-test-second-mariadb';
const FOLDER = `/tmp/${UNIT}`;
const PORT = 3307;
/** A server that starts removes every temporary table from this folder: also those of another that runs. */
const TEMPORARY = `--tmpdir=${FOLDER}`;

export interface SecondServer {
  readonly database: Database;
  readonly server: DatabaseServer;
  close(): Promise<void>;
}

/** Another MariaDB on the lab's controller, with nothing in it; what an earlier run has left of it goes first. */
export async function startSecondServer(): Promise<SecondServer> {
  const machines = createMachines({ readSecret: resolveSecret });
  const controller = await machines.machine(LAB_DEFINITION, CONTROLLER.name);
  const server = { ...LAB_DEFINITION.target.server, port: PORT };
  const password = await resolveSecret(server.password);
  const stop = async (): Promise<void> => {
    await controller.run(['systemctl', 'stop', UNIT], { accept: 'any' });
    await controller.run(['rm', '-rf', FOLDER]);
  };
  await stop();
  await controller.run(['install', '-d', '-o', 'mysql', FOLDER]);
  await controller.run(['mysql_install_db', '--user=mysql', `--datadir=${FOLDER}/data`, TEMPORARY, '--skip-test-db']);
  await controller.run([
    ...['systemd-run', '--quiet', `--unit=${UNIT}`, '--collect', '--property=User=mysql', 'mariadbd', '--no-defaults'],
    ...[`--datadir=${FOLDER}/data`, `--socket=${FOLDER}/socket`, `--pid-file=${FOLDER}/pid`],
    ...[`--port=${PORT}`, `--bind-address=${CONTROLLER.address}`, TEMPORARY],
  ]);
  const client = ['mysql', '--no-defaults', '-uroot', `--socket=${FOLDER}/socket`];
  await eventually(() => controller.run([...client, '-e', 'SELECT 1']), { timeoutMs: 30_000 });
  const grant = `CREATE USER '${server.user}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${server.user}'@'%'`;
  await controller.run(client, { input: grant });
  const database = openDatabase(server, password);
  return {
    database,
    server,
    close: async () => {
      await database.close();
      await stop();
      machines.close();
    },
  };
}
