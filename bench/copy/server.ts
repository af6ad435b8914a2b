import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { controllerLayer } from '../../lab/controller/layer';
import { waitFor } from '../../lab/controller/wait';
import { cacheFolder, layersFolder } from '../../lab/folders';
import { killAllIn } from '../../lab/hosts/leftovers';
import { benchLayer } from '../../lab/layers/bench';
import { layerFolder, stack } from '../../lab/layers/ensure-layer';
import { mountOverlay, unmountAll } from '../../lab/layers/overlay';
import { sh } from '../../lab/shell';
import type { DatabaseServer } from '../../model/cluster';

/** Named in the report: they weigh more than anything else. 2 as autoinc_lock_mode is what Galera demands. */
export const SETTINGS = [
  '--innodb-buffer-pool-size=2G',
  '--innodb-log-file-size=1G',
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-io-capacity=4000',
  '--innodb-autoinc-lock-mode=2',
] as const;
const FOLDER = '.bench';
const ROOT_USER = 'stackleap';
/** A million instances are more than the layers' image has room for. */
const dataFolder = (): string => join(cacheFolder(), 'bench-data');

export interface BenchServer {
  readonly server: DatabaseServer;
  readonly database: Database;
  /** Runs a shell line beside the server, as a team on the controller would. */
  readonly shell: (line: string) => Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Ends what lives in the bench's root, after a crash as well, and removes it. */
export async function clearServer(): Promise<void> {
  const folder = join(layersFolder(), FOLDER);
  await killAllIn(folder);
  await unmountAll(folder);
  await unmountAll(dataFolder());
  await sh(['rm', '-rf', folder, dataFolder()]);
}

/**
 * MariaDB on a root of its own, with Stein's databases as the controller's layer has them; on the loopback device only.
 * `inMemory` keeps its files in a tmpfs, which may grow beyond the memory into swap: what is compared is work, not the disk.
 */
export async function startServer(inMemory: boolean): Promise<BenchServer> {
  await clearServer();
  const folder = join(layersFolder(), FOLDER);
  const [root, upper, work] = ['root', 'upper', 'work'].map((part) => join(folder, part)) as [string, string, string];
  mkdirSync(folder, { recursive: true });
  await mountOverlay(root, stack([controllerLayer, benchLayer]).map(layerFolder), upper, work);
  const data = join(root, 'var/lib/mysql');
  mkdirSync(dataFolder(), { recursive: true });
  if (inMemory) await sh(['mount', '-t', 'tmpfs', '-o', 'size=40g', 'tmpfs', dataFolder()]);
  await sh(['cp', '-a', data, dataFolder()]);
  await sh(['mount', '--bind', join(dataFolder(), 'mysql'), data]);
  const password = randomBytes(12).toString('hex');
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  const grants = [
    `CREATE OR REPLACE USER '${ROOT_USER}'@'%' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${ROOT_USER}'@'%' WITH GRANT OPTION;`,
  ];
  writeFileSync(join(root, 'init.sql'), `${grants.join('\n')}\n`);
  await sh(['chroot', root, 'install', '-d', '-o', 'mysql', '/run/mysqld', '/bench']);
  mkdirSync(join(dataFolder(), 'dump'));
  await sh(['mount', '--bind', join(dataFolder(), 'dump'), join(root, 'bench')]);
  const port = await freePort();
  const log = openSync(join(folder, 'log'), 'w');
  const settings = [...SETTINGS, '--user=mysql', '--bind-address=127.0.0.1', `--port=${port}`, '--init-file=/init.sql'];
  spawn('chroot', [root, '/usr/sbin/mariadbd', ...settings], { stdio: ['ignore', log, log], detached: true }).unref();
  const server: DatabaseServer = {
    host: '127.0.0.1',
    port,
    user: ROOT_USER,
    password: `file:${join(folder, 'password')}`,
  };
  const database = openDatabase(server, password);
  await waitFor("the bench's MariaDB answers", 60_000, async () => void (await database.rows('SELECT 1')));
  const shell = async (line: string): Promise<void> => {
    await sh(['chroot', root, 'bash', '-o', 'pipefail', '-ec', line], { env: { MYSQL_PWD: password, HOME: '/root' } });
  };
  return { server, database, shell };
}
