import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseServer } from '../../model/cluster';
import type { SecretRef } from '../../model/secret';
import { OpenedOnce } from '../opened-once';
import { openDatabase, type Database } from './database';
import type { Mark } from './mark';

/** Twice what `copy.threads` may be, as each may need one on either side, and some for what else is asked meanwhile. */
const CONNECTIONS = 136;

/** The database servers of one worker. */
export interface Databases {
  /** The one pool of connections to a server as this login. Fails where its password cannot be read, until it can. */
  of(server: DatabaseServer): Promise<Database>;
  /** Statements that are sent while `work` is under way have this mark. */
  marked<T>(mark: Mark, work: () => Promise<T>): Promise<T>;
  /** Closes every pool. */
  close(): Promise<void>;
}

export interface DatabasesParts {
  /** Gives a login's password. */
  readonly readSecret: (ref: SecretRef) => Promise<string>;
  readonly open?: typeof openDatabase;
}

/** Servers are connected to with the first statement. A pool stays when its server is rebuilt: it remembers nothing of the old one. */
export function createDatabases({ readSecret, open = openDatabase }: DatabasesParts): Databases {
  const pools = new OpenedOnce<Database>();
  const marks = new AsyncLocalStorage<Mark>();
  const mark = (): Mark | undefined => marks.getStore();
  return {
    of: (server) =>
      pools.of(JSON.stringify([server.host, server.port, server.user, server.password]), async () =>
        open(server, await readSecret(server.password), { connections: CONNECTIONS, mark }),
      ),
    marked: (of, work) => marks.run(of, work),
    close: () => pools.closeEach((pool) => pool.close()),
  };
}
