import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { createMachines } from '../../connectors/ssh/machines';
import { CONTROLLER } from '../../lab/inventory';
import type { DatabaseServer } from '../../model/cluster';
import { eventually } from './eventually';
import { LAB_DEFINITION } from './lab-definition';

/** Beside the lab's own server. */
interface ServerOptions {
  readonly name?: string;
  readonly port?: number;
  /** More of mariadbd's options. */
  readonly settings?: readonly string[];
}

export interface SecondServer {
  readonly database: Database;
  readonly server: DatabaseServer;
  close(): Promise<void>;
}

/** Another MariaDB on the lab's controller, with nothing in it; what an earlier run has left of it goes first. */
export async function startSecondServer({
  name = 'second',
  port = 3307,
  settings = [],
}: ServerOptions = {}): Promise<SecondServer> {
  const unit = `stackleap-test-${name}-mariadb`;
  const folder = `/tmp/${unit}`;
  // A server that starts removes every temporary table from this folder: also those of another that runs.
  const temporary = `--tmpdir=${folder}`;
  const machines = createMachines({ readSecret: resolveSecret });
  const controller = await machines.machine(LAB_DEFINITION, CONTROLLER.name);
  const server = { ...LAB_DEFINITION.target.server, port };
  const password = await resolveSecret(server.password);
  const stop = async (): Promise<void> => {
    await controller.run(['systemctl', 'stop', unit], { accept: 'any' });
    await controller.run(['rm', '-rf', folder]);
  };
  await stop();
  await controller.run(['install', '-d', '-o', 'mysql', folder]);
  await controller.run(['mysql_install_db', '--user=mysql', `--datadir=${folder}/data`, temporary, '--skip-test-db']);
  await controller.run([
    ...['systemd-run', '--quiet', `--unit=${unit}`, '--collect', '--property=User=mysql', 'mariadbd', '--no-defaults'],
    ...[`--datadir=${folder}/data`, `--socket=${folder}/socket`, `--pid-file=${folder}/pid`],
    ...[`--port=${port}`, `--bind-address=${CONTROLLER.address}`, temporary, ...settings],
  ]);
  const client = ['mysql', '--no-defaults', '-uroot', `--socket=${folder}/socket`];
  await eventually(() => controller.run([...client, '-e', 'SELECT 1']), { timeoutMs: 30_000 });
  const grant = `SET sql_log_bin = 0; CREATE USER '${server.user}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${server.user}'@'%'`;
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
