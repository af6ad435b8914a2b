import type { ClusterDefinition, Host } from '../../model/cluster';
import type { RemoteMachine } from '../../model/remote-command';
import { DEFAULT_SSH } from '../../model/ssh-access';
import { WITHOUT_HEARTBEAT, type WithHeartbeat } from '../../model/with-heartbeat';
import { traced } from '../traced';
import { ConnectionLimit } from './connection-limit';
import { ConnectionPool } from './connection-pool';
import { createReadCredential, type ReadSecret } from './credentials';
import { readRemoteFile, writeRemoteFile } from './files';
import { JumpHosts } from './jump-hosts';
import { KnownHostsFiles } from './known-hosts-files';
import { MachineError } from './machine-error';
import { openSession } from './open-session';

export interface Machines {
  /** A machine of the definition; rejects with InvalidDefinition when it has none of this name. Connects with the first command. */
  machine(definition: ClusterDefinition, name: string): Promise<RemoteMachine>;
  /** Closes every connection. */
  close(): void;
}

export interface MachineParts {
  /** Gives private keys, their passphrases, and sudo's password. */
  readonly readSecret: ReadSecret;
  /** Is around each command. */
  readonly withHeartbeat?: WithHeartbeat;
}

/** Machines by SSH, one pooled connection each. */
export function createMachines({ readSecret, withHeartbeat = WITHOUT_HEARTBEAT }: MachineParts): Machines {
  const pools = new Map<string, ConnectionPool>();
  const limit = new ConnectionLimit();
  const readCredential = createReadCredential(readSecret);
  const files = new KnownHostsFiles();
  const readKnown = (file: string) => files.read(file);
  const jumps = new JumpHosts(readCredential, readKnown);
  const parts = { readSecret, readCredential, readKnown, jumps };

  function poolOf({ ssh }: ClusterDefinition, host: Host): ConnectionPool {
    const key = JSON.stringify([ssh, host]);
    let pool = pools.get(key);
    if (pool === undefined) {
      const { maxConnections = DEFAULT_SSH.maxConnections } = ssh;
      pool = new ConnectionPool({
        open: () => openSession(parts, host, { ...ssh, ...host.ssh }),
        limit,
        maxConnections,
      });
      pools.set(key, pool);
    }
    return pool;
  }

  return {
    machine: async (definition, name) => {
      const host = definition.machines.find((machine) => machine.name === name);
      if (host === undefined)
        throw new MachineError('InvalidDefinition', `Cluster ${definition.name} has no machine ${name}.`);
      const pool = poolOf(definition, host);
      const run: RemoteMachine['run'] = (argv, options) =>
        withHeartbeat(`${argv[0]} on ${name}`, () =>
          traced(`ssh ${argv[0]}`, { 'host.name': name }, () => pool.execute(argv, options)),
        );
      return Promise.resolve({
        name,
        run,
        writeFile: (path, content, mode) => writeRemoteFile(run, path, content, mode),
        readFile: (path) => readRemoteFile(run, path),
      });
    },
    close: () => {
      for (const pool of pools.values()) pool.close();
      pools.clear();
      jumps.close();
    },
  };
}
