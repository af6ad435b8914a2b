import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { waitFor } from '../controller/wait';
import { endProcess, startTime } from '../hosts/process-record';
import { sh } from '../shell';

export interface ScratchServerOptions {
  /** The user of the tests, who may do everything. */
  readonly user: string;
  readonly password: string;
  /** Absent: the databases that the root brings. Otherwise the server begins with none. */
  readonly name?: string;
  /** More of mariadbd's options. */
  readonly settings?: readonly string[];
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** One that shuts down writes its pages first. */
const PATIENCE_MS = 10_000;
const ANSWERS_MS = 60_000;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, HOST, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts MariaDB in a scratch root, on this machine's loopback and a port that is free; returns when the user may connect. */
export async function startServer(root: string, options: ScratchServerOptions): Promise<RunningServer> {
  const { user, password, name, settings = [] } = options;
  const inRoot = (argv: readonly string[], input?: string) =>
    sh(['chroot', root, ...argv], input === undefined ? {} : { input });
  const port = await freePort();
  const place = name === undefined ? '/run/mysqld' : `/srv/${name}-${port}`;
  await inRoot(['install', '-d', '-o', 'mysql', place]);
  // a server that starts empties the folder of its temporary tables: each has its own
  const temporary = `--tmpdir=${place}`;
  const data = name === undefined ? '/var/lib/mysql' : `${place}/data`;
  const defaults = name === undefined ? [] : ['--no-defaults'];
  if (name !== undefined)
    await inRoot(['mysql_install_db', '--user=mysql', `--datadir=${data}`, temporary, '--skip-test-db']);
  const child = spawn(
    'chroot',
    [
      ...[root, 'mariadbd', ...defaults, '--user=mysql', `--datadir=${data}`, temporary, `--pid-file=${place}/pid`],
      ...[`--socket=${place}/socket`, `--bind-address=${HOST}`, `--port=${port}`, ...settings],
    ],
    { stdio: 'ignore', detached: true },
  );
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`mariadbd could not be started in ${root}.`);
  const record = { pid, startedAt: startTime(pid) ?? '' };
  const client = ['mysql', ...defaults, '-uroot', `--socket=${place}/socket`];
  await waitFor('A scratch MariaDB answers', ANSWERS_MS, () => inRoot([...client, '-e', 'SELECT 1']));
  const grant = `SET sql_log_bin = 0; CREATE OR REPLACE USER '${user}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${user}'@'%' WITH GRANT OPTION`;
  await inRoot(client, grant);
  return {
    host: HOST,
    port,
    stop: async () => {
      await endProcess(record, PATIENCE_MS);
      if (name !== undefined) rmSync(join(root, place), { recursive: true, force: true });
    },
  };
}
