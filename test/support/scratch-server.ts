import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database, type DatabaseOptions } from '../../connectors/mysql/database';
import { startServer } from '../../lab/scratch/server';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import { LAB_DEFINITION } from './lab-definition';
import { SCRATCH, SCRATCH_USER } from './scratch-environment';

const PASSWORD = `env:${SCRATCH.password}` as const;

/** What `scratch-setup` has passed to the tests of the project `database`. */
function told(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: this test belongs to jest's project database.`);
  return value;
}

/** The root that the servers run in, with Stein's code. */
export const scratchRoot = (): string => told(SCRATCH.root);

/** The server with Stein's databases as they are in a new cloud; tests make their own beside them. */
export function scratchServer(): DatabaseServer {
  return { host: '127.0.0.1', port: Number(told(SCRATCH.port)), user: SCRATCH_USER, password: PASSWORD };
}

/** Nobody listens there, and says so at once. */
const NOBODY = { address: '127.0.0.1', port: 9 } as const;

/** The lab's cluster with its databases and its Keystone there, and without its machines. */
export function scratchDefinition(): ClusterDefinition {
  const server = scratchServer();
  const { source, target } = LAB_DEFINITION;
  const url = `${told(SCRATCH.keystone)}/v3`;
  const identity = { ...target.identity, url, password: `env:${SCRATCH.administrator}` } as const;
  const machines = LAB_DEFINITION.machines.map((machine) => ({ ...machine, ...NOBODY }));
  return { ...LAB_DEFINITION, machines, source: { ...source, server }, target: { ...target, server, identity } };
}

export async function openScratchDatabase(options?: DatabaseOptions): Promise<Database> {
  return openDatabase(scratchServer(), await resolveSecret(PASSWORD), options);
}

export interface SecondServer {
  readonly database: Database;
  readonly server: DatabaseServer;
  close(): Promise<void>;
}

/** Another MariaDB, with nothing in it. */
export async function startSecondServer({
  name = 'second',
  settings,
}: { readonly name?: string; readonly settings?: readonly string[] } = {}): Promise<SecondServer> {
  const password = await resolveSecret(PASSWORD);
  const more = settings === undefined ? {} : { settings };
  const running = await startServer(scratchRoot(), { user: SCRATCH_USER, password, name, ...more });
  const server = { host: running.host, port: running.port, user: SCRATCH_USER, password: PASSWORD } as const;
  const database = openDatabase(server, password);
  return {
    database,
    server,
    close: async () => {
      await database.close();
      await running.stop();
    },
  };
}
