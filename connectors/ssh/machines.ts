import { readFile } from 'node:fs/promises';
import type { ClusterDefinition, Host } from '../../model/cluster';
import { WITHOUT_HEARTBEAT, type WithHeartbeat } from '../../model/with-heartbeat';
import type { RemoteMachine } from '../../model/remote-command';
import type { SecretRef } from '../../model/secret';
import { ConnectionPool } from './connection-pool';
import { readRemoteFile, writeRemoteFile } from './files';
import { parseKnownHosts, type KnownHost } from './known-hosts';
import { MachineError } from './machine-error';

export interface Machines {
  /** A machine of the definition; rejects with InvalidDefinition when it has none of this name. Connects with the first command. */
  machine(definition: ClusterDefinition, name: string): Promise<RemoteMachine>;
  /** Closes every connection. */
  close(): void;
}

async function known(file: string): Promise<readonly KnownHost[]> {
  try {
    return parseKnownHosts(await readFile(file, 'utf8'));
  } catch (error) {
    throw new MachineError('HostKeyMismatch', `The file ${file} cannot be read, so no host is known.`, undefined, {
      cause: error,
    });
  }
}

export interface MachineParts {
  /** Gives the private key. */
  readonly readSecret: (ref: SecretRef) => Promise<string>;
  /** Is around each command. */
  readonly withHeartbeat?: WithHeartbeat;
}

/** Machines by SSH, one pooled connection each. */
export function createMachines({ readSecret, withHeartbeat = WITHOUT_HEARTBEAT }: MachineParts): Machines {
  const pools = new Map<string, ConnectionPool>();

  function poolOf({ ssh }: ClusterDefinition, host: Host): ConnectionPool {
    const key = JSON.stringify([ssh.user, host.name, host.address, host.port, ssh.knownHosts, ssh.privateKey]);
    let pool = pools.get(key);
    if (pool === undefined) {
      const credentials = async () => ({ key: await readSecret(ssh.privateKey), known: await known(ssh.knownHosts) });
      pools.set(key, (pool = new ConnectionPool(host, ssh, credentials)));
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
        withHeartbeat(`${argv[0]} on ${name}`, () => pool.execute(argv, options));
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
    },
  };
}
